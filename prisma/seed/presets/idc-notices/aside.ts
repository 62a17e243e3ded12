import { audiences, type Audience } from '../../../../domain/notice/stages.js';
import type { TemplateDraft } from '../../../../domain/notice/template.js';
import { written } from './writing.js';

const correction = (audience: Audience): TemplateDraft[] =>
  written('correction', audience, {
    zh: {
      subject: '{{ number }}【更正】{{ title }}',
      body:
        '更正：原{{ correctedField }}“{{ oldValue }}”应为“{{ newValue }}”，' +
        '由此造成不便致歉。联系人：{{ contact }}。',
    },
    en: {
      subject: '{{ number }} [Correction] {{ title }}',
      body:
        'Correction: {{ correctedField }} should read {{ newValue }}, not {{ oldValue }}. ' +
        'We apologise. Contact {{ contact }}.',
    },
  });

const acceptOnly = (audience: Audience): TemplateDraft[] =>
  written('supplier_accept_only', audience, {
    zh: {
      subject: '{{ number }}【{{ level }}·夜间仅受理】{{ title }}',
      body:
        '线路供应商{{ supplierHours }}仅受理不处理，我方已报障（单号{{ supplierRef }}），' +
        '{{ followUpAt }}起跟进；期间可用临时方案：{{ workaround }}。联系人：{{ contact }}。',
    },
    en: {
      subject: '{{ number }} [{{ level }} · reports only] {{ title }}',
      body:
        'The line supplier only takes reports during {{ supplierHours }}; reported as ' +
        '{{ supplierRef }}; follow-up from {{ followUpAt }}. Meanwhile: {{ workaround }}. ' +
        'Contact {{ contact }}.',
    },
  });

const maintenance = (audience: Audience): TemplateDraft[] =>
  written('maintenance', audience, {
    zh: {
      subject: '【维护·{{ maintenanceStatus }}】{{ provider }} {{ maintenanceId }}',
      body:
        '{{ provider }}计划维护{{ maintenanceId }}（第{{ maintenanceSequence }}版，' +
        '{{ maintenanceStatus }}）：{{ startsAt }}至{{ endsAt }}，对象{{ objects }}，' +
        '影响：{{ maintenanceImpact }}。账号{{ account }}。',
    },
    en: {
      subject: '[Maintenance · {{ maintenanceStatus }}] {{ provider }} {{ maintenanceId }}',
      body:
        '{{ provider }} plans maintenance {{ maintenanceId }} (version ' +
        '{{ maintenanceSequence }}, {{ maintenanceStatus }}): {{ startsAt }} to {{ endsAt }}, ' +
        'objects {{ objects }}, impact: {{ maintenanceImpact }}. Account {{ account }}.',
    },
  });

/** The notices that stand beside the stages (5b, operations.md). */
export const asideNotices = audiences.flatMap((audience) => [
  ...correction(audience),
  ...acceptOnly(audience),
  ...maintenance(audience),
]);
