import { z } from 'zod';

import { pageOf, pagingQuery } from '../../../contracts/api/paging.js';
import { shortNumberOf } from '../../../contracts/names.js';
import type { Language } from '../../../contracts/text.js';
import { askedText, workItem, type WorkReason } from '../../../contracts/work/work.js';
import { listWork, type WorkRow } from '../../../records/work/list.js';
import { personOf } from '../../auth/principal.js';
import { route, type Route } from '../../route.js';
import { viewerOf } from '../incidents/subject.js';

/** Whoever holds an access request is who decides it. */
const reasonOf = ({ why, process }: WorkRow): WorkReason =>
  why === 'held' && process === 'accessRequest' ? 'decide' : why;

function present(
  row: WorkRow,
  { language, publicUrl }: { language: Language; publicUrl: string },
): z.input<typeof workItem> {
  const { id, process, title, stage, item, itemNumber, itemTitle, due, since } = row;
  const why = reasonOf(row);
  const number = shortNumberOf(process, row.number);
  const part = {
    ...(itemNumber && { number: itemNumber }),
    ...(itemTitle && { title: itemTitle }),
  };
  return {
    why,
    asked: askedText(language, { why, process, stage }),
    ...{ id, process, number, title, stage },
    ...(item && { item: { id: item, ...part } }),
    ...(due && { due }),
    since,
    link: `${publicUrl}/i/${number}`,
  };
}

const work = route({
  method: 'get',
  path: '/api/v1/me/work',
  operationId: 'me_work',
  summary: {
    zh: '等我处理的一切；服务密钥不担责，没有此列表（422）',
    en: 'Everything that waits for the caller; a service is accountable for nothing (422)',
  },
  tags: ['me'],
  permission: 'anyone',
  query: z.strictObject(pagingQuery),
  response: pageOf(workItem),
  handler: async ({ db, deps, language, principal, query }) => {
    const person = personOf(principal).id;
    const { scope } = viewerOf(principal, 'incident.lead');
    const worker = { person, leads: { scope, seesUnscoped: false } };
    const page = await listWork(db, worker, query);
    const { publicUrl } = deps.settings;
    return { ...page, items: page.items.map((row) => present(row, { language, publicUrl })) };
  },
});

export const workRoutes: readonly Route[] = [work];
