import { z } from 'zod';

import { pageOf } from '../../../contracts/api/paging.js';
import { clockAnswer } from '../../../contracts/incident/answers.js';
import { clocksQuery, idParams } from '../../../contracts/incident/requests.js';
import { clockState } from '../../../domain/clock.js';
import { clocksOf, listClocks, type ClockRow } from '../../../records/incident/clocks.js';
import { shortNumber } from '../../../records/incident/read.js';
import { route, type Route } from '../../route.js';
import { seen, viewerOf } from './subject.js';

function clockOf(row: ClockRow, now: number) {
  const { subject, number, title, obligation, startAt, dueAt, stoppedAt } = row;
  const clock = { obligation, startAt: startAt.getTime(), dueAt: dueAt.getTime() };
  const stopped = stoppedAt ? { stoppedAt: stoppedAt.getTime() } : {};
  return {
    subject,
    number: shortNumber(number),
    title,
    ...clock,
    ...stopped,
    state: clockState({ ...clock, ...stopped }, now),
    holder: row.holderId ? { id: row.holderId, name: row.holderName ?? undefined } : undefined,
  };
}

const ofIncident = route({
  method: 'get',
  path: '/api/v1/incidents/{id}/clocks',
  operationId: 'incident_clocks',
  summary: { zh: '时钟', en: 'Clocks' },
  tags: ['incidents'],
  permission: 'incident.trace',
  params: idParams,
  response: z.object({ items: z.array(clockAnswer) }),
  handler: async (call) => {
    const { id } = await seen(call, call.params.id, { permission: 'incident.trace' });
    const rows = await clocksOf(call.db, id);
    return { items: rows.map((row) => clockOf(row, call.now)) };
  },
});

const anywhere = route({
  method: 'get',
  path: '/api/v1/clocks',
  operationId: 'clocks_list',
  summary: { zh: '到期的一切', en: 'Everything due, anywhere' },
  tags: ['clocks'],
  permission: 'incident.trace',
  query: clocksQuery,
  response: pageOf(clockAnswer),
  handler: async ({ db, principal, query, now }) => {
    const { cursor, limit, count, ...filters } = query;
    const viewer = viewerOf(principal, 'incident.trace');
    const page = await listClocks(db, { filters, paging: { cursor, limit, count }, viewer });
    return { ...page, items: page.items.map((row) => clockOf(row, now)) };
  },
});

export const clockRoutes: readonly Route[] = [ofIncident, anywhere];
