import { z } from 'zod';
import { idIn } from '../../../contracts/api/fields.js';
import { notFound } from '../../../contracts/api/refused.js';
import { TemplateRefused, type Rendered } from '../../../contracts/notice/liquid.js';
import {
  noticeAnswer,
  noticesAnswer,
  previewAnswer,
  previewQuery,
} from '../../../contracts/notice/notices.js';
import { idParams } from '../../../contracts/incident/requests.js';
import type { NoticeFault } from '../../../domain/notice/effects.js';
import type { NoticeLanguage } from '../../../domain/notice/stages.js';
import type { Prepared } from '../../../records/notice/prepare.js';
import { noticeWriter, renderedFaults, type Reader } from '../../../records/notice/render.js';
import type { NoticeRow } from '../../../records/notice/rows.js';
import { templatesById } from '../../../records/notice/templates.js';
import { route, type RawCall, type Route } from '../../route.js';
import { seen } from '../incidents/subject.js';
import { faultsOf, prepared, seenNotice, tags } from './notice-call.js';
import { presentNotice, presentNotices } from './present.js';

export const noticeParams = z.strictObject({ id: idIn });

const ofIncident = route({
  method: 'get',
  path: '/api/v1/incidents/{id}/notices',
  operationId: 'incident_notices',
  summary: {
    zh: '事件的通告：应发、草稿、已发',
    en: 'Notices of an incident: owed, drafted, sent',
  },
  tags,
  permission: 'notice.read',
  params: idParams,
  response: noticesAnswer,
  handler: async (call) =>
    presentNotices(call, await seen(call, call.params.id, { permission: 'notice.read' })),
});

const get = route({
  method: 'get',
  path: '/api/v1/notices/{id}',
  operationId: 'notice_get',
  summary: { zh: '一条通告及其缺项', en: 'One notice and what it still needs' },
  tags,
  permission: 'notice.read',
  params: noticeParams,
  response: noticeAnswer,
  handler: async (call) => presentNotice(call, await seenNotice(call, call.params.id)),
});

interface Shown {
  languages: readonly NoticeLanguage[];
  readers: readonly Reader[];
  faults: readonly NoticeFault[];
  write: ReturnType<typeof noticeWriter>;
  customers: Prepared['customers'];
}

const shapeOf = ({ kind, audience, level }: NoticeRow) => ({ kind, audience, level });

async function asItIs(call: RawCall, id: string): Promise<Shown & { row: NoticeRow }> {
  const found = await seenNotice(call, id);
  const { row } = found;
  const { frozen, drill } = row;
  if (row.state === 'sent' && frozen) {
    const templates = await templatesById(call.db, row.templates);
    const write = noticeWriter({ shape: shapeOf(row), fields: frozen.fields, templates, drill });
    const { languages, customers: readers } = frozen;
    return { row, write, languages, readers, faults: [], customers: [] };
  }
  const { fields, templates, languages, reach, faults, customers } = await prepared(call, found);
  const write = noticeWriter({ shape: shapeOf(row), fields, templates, drill });
  return { row, write, languages, readers: reach.customers, faults, customers };
}

/** A text that cannot be rendered is empty; its faults say why. */
function rendered(work: () => Rendered): Rendered {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof TemplateRefused) return { subject: '', text: '', html: '' };
    throw fault;
  }
}

const preview = route({
  method: 'get',
  path: '/api/v1/notices/{id}/preview',
  operationId: 'notice_preview',
  summary: { zh: '预览：某客户、某语言所见', en: 'Preview as one customer reads it in a language' },
  tags,
  permission: 'notice.read',
  params: noticeParams,
  query: previewQuery,
  response: previewAnswer,
  handler: async (call) => {
    const { row, write, languages, readers, faults, customers } = await asItIs(
      call,
      call.params.id,
    );
    const { customer: wanted, language = languages[0] ?? 'zh' } = call.query;
    const reader =
      wanted === undefined
        ? readers[0]
        : readers.find(({ id, code }) => id === wanted || code === wanted);
    if (wanted !== undefined && !reader) throw notFound(wanted);
    const own = row.audience === 'customer' ? reader : undefined;
    const shown = rendered(() => write(language, own));
    const inText =
      shown.text === '' || !own
        ? []
        : renderedFaults({ write, languages: [language], readers: [own], customers });
    return {
      ...{ language, ...shown },
      customer: own ? { id: own.id, name: own.name } : null,
      faults: faultsOf(call, [...faults, ...inText], row),
    };
  },
});

export const noticeReadRoutes: readonly Route[] = [ofIncident, get, preview];
