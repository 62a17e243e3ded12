import { given, written } from './writing.js';

const whom = {
  zh: '命中标准：{{ criteria }}。受影响客户：{{ customersByTier }}。',
  en: 'Criteria hit: {{ criteria }}. Customers affected: {{ customersByTier }}. ',
};

const first = written('first', 'internal', {
  zh: {
    subject: '{{ number }}【{{ level }}·首次·内部】{{ title }}',
    body:
      '【{{ level }}·首次】{{ place }}：{{ title }}，发生于{{ occurredAt }}，{{ impact }}。' +
      whom.zh +
      given('nextStep', '下一步：{{ nextStep }}。') +
      given('eta', '预计恢复：{{ eta }}。') +
      given('nextAt', '下次通告{{ nextAt }}。'),
  },
  en: {
    subject: '{{ number }} [{{ level }} · first · internal] {{ title }}',
    body:
      '[{{ level }} · first] {{ title }} at {{ place }} from {{ occurredAt }}: {{ impact }}. ' +
      whom.en +
      given('nextStep', 'Next: {{ nextStep }}. ') +
      given('eta', 'Expected: {{ eta }}. ') +
      given('nextAt', 'Next notice {{ nextAt }}.'),
  },
});

const progress = written('progress', 'internal', {
  zh: {
    subject: '{{ number }}【{{ level }}·进展{{ sequence }}·内部】{{ title }}',
    body:
      '【{{ level }}·进展{{ sequence }}】当前{{ state }}。已完成：{{ done }}。' +
      '下一步：{{ nextStep }}。' +
      whom.zh +
      given('supplierTicket', '供应商工单：{{ supplierTicket }}。') +
      given('eta', '预计恢复：{{ eta }}。') +
      given('nextAt', '下次通告{{ nextAt }}。'),
  },
  en: {
    subject: '{{ number }} [{{ level }} · update {{ sequence }} · internal] {{ title }}',
    body:
      '[{{ level }} · update {{ sequence }}] Now: {{ state }}. Done: {{ done }}. ' +
      'Next: {{ nextStep }}. ' +
      whom.en +
      given('supplierTicket', 'Supplier ticket: {{ supplierTicket }}. ') +
      given('eta', 'Expected {{ eta }}. ') +
      given('nextAt', 'Next notice {{ nextAt }}.'),
  },
});

const levelChange = written('level_change', 'internal', {
  zh: {
    subject: '{{ number }}【级别变更·内部】{{ title }}',
    body:
      '【级别变更】由{{ fromLevel }}调整为{{ toLevel }}，依据：{{ why }}。' +
      whom.zh +
      given('nextAt', '下次通告{{ nextAt }}。'),
  },
  en: {
    subject: '{{ number }} [Level change · internal] {{ title }}',
    body:
      '[Level change] {{ fromLevel }} to {{ toLevel }} because {{ why }}. ' +
      whom.en +
      given('nextAt', 'Next notice {{ nextAt }}.'),
  },
});

const back = {
  zh:
    '于{{ restoredAt }}恢复，历时{{ duration }}，经{{ verifiedBy }}确认。' +
    '原因{{ causeStatus }}。',
  en:
    'Back at {{ restoredAt }} after {{ duration }}, verified by {{ verifiedBy }}. ' +
    'Cause: {{ causeStatus }}. ',
};

const recovery = written('recovery', 'internal', {
  zh: {
    subject: '{{ number }}【{{ level }}·恢复·内部】{{ title }}',
    body:
      `【{{ level }}·恢复】{{ place }}：{{ title }}，${back.zh}` +
      whom.zh +
      given('observeUntil', '观察至{{ observeUntil }}。'),
  },
  en: {
    subject: '{{ number }} [{{ level }} · restored · internal] {{ title }}',
    body:
      `[{{ level }} · restored] {{ title }} at {{ place }}. ${back.en}` +
      whom.en +
      given('observeUntil', 'Under watch until {{ observeUntil }}.'),
  },
});

const combined = written('combined', 'internal', {
  zh: {
    subject: '{{ number }}【{{ level }}·首次及恢复·内部】{{ title }}',
    body:
      '【{{ level }}·首次及恢复】{{ place }}：{{ title }}，发生于{{ occurredAt }}，{{ impact }}；' +
      back.zh +
      whom.zh,
  },
  en: {
    subject: '{{ number }} [{{ level }} · first and restored · internal] {{ title }}',
    body:
      '[{{ level }} · first and restored] {{ title }} at {{ place }} from {{ occurredAt }}: ' +
      `{{ impact }}. ${back.en}${whom.en}`,
  },
});

const closure = written('closure', 'internal', {
  zh: {
    subject: '{{ number }}【{{ level }}·结案·内部】{{ title }}',
    body:
      '【{{ level }}·结案】' +
      given('rootCause', '根因：{{ rootCause }}。') +
      given('actions', '整改：{{ actions }}。') +
      given('downtimeMinutes', '计入{{ downtimeMinutes }}分钟。') +
      given('slaEffect', 'SLA影响：{{ slaEffect }}。') +
      whom.zh,
  },
  en: {
    subject: '{{ number }} [{{ level }} · closed · internal] {{ title }}',
    body:
      '[{{ level }} · closed] ' +
      given('rootCause', 'Root cause: {{ rootCause }}. ') +
      given('actions', 'Actions: {{ actions }}. ') +
      given('downtimeMinutes', 'Counted downtime {{ downtimeMinutes }} min. ') +
      given('slaEffect', 'SLA effect: {{ slaEffect }}. ') +
      whom.en,
  },
});

/** What the own organisation reads at each stage, with the criteria hit (V33). */
export const internalStages = [
  ...first,
  ...progress,
  ...levelChange,
  ...recovery,
  ...combined,
  ...closure,
];
