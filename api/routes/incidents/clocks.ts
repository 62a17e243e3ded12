import { z } from 'zod';

import { pageOf } from '../../../contracts/api/paging.js';
import { clockAnswer } from '../../../contracts/incident/answers.js';
import { clocksQuery, idParams } from '../../../contracts/incident/requests.js';
import { shortNumberOf } from '../../../contracts/names.js';
import { clockState } from '../../../domain/clock.js';
import { virtualAt } from '../../../domain/time-scale.js';
import { clocksOf, listClocks, type ClockRow } from '../../../records/incident/clocks.js';
import { scaleOf, scalesOf } from '../../../records/scale/scale.js';
import { clockSteps } from '../../../records/incident/clock-steps.js';
import { route, type RawCall, type Route } from '../../route.js';
import { seen, viewerOf } from './subject.js';

/** A clock as answers show it, with what became of it by `now`. */
export function clockOf(row: ClockRow, now: number) {
  const { subject, process, number, title, obligation, startAt, dueAt, stoppedAt, detail } = row;
  const clock = { obligation, startAt: startAt.getTime(), dueAt: dueAt.getTime() };
  const stopped = stoppedAt ? { stoppedAt: stoppedAt.getTime() } : {};
  return {
    subject,
    number: shortNumberOf(process, number),
    title,
    ...clock,
    ...stopped,
    ...(detail?.provisional && { provisional: true as const }),
    state: clockState({ ...clock, ...stopped, ...detail }, now),
    holder: row.holderId ? { id: row.holderId, name: row.holderName ?? undefined } : undefined,
  };
}

/** The clocks of one subject, each due time explained step by step (R11, operations.md). */
export async function explainedClocks(call: RawCall, subject: string) {
  const { db, language, deps } = call;
  const { zone } = deps.settings;
  const now = virtualAt(await scaleOf(deps.database, subject), call.now);
  const rows = await clocksOf(db, subject);
  return Promise.all(
    rows.map(async (row) => ({
      ...clockOf(row, now),
      steps: await clockSteps(db, row, { now, zone, language }),
    })),
  );
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
    return { items: await explainedClocks(call, id) };
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
  handler: async ({ db, deps, principal, query, now }) => {
    const { cursor, limit, count, ...filters } = query;
    const viewer = viewerOf(principal, 'incident.trace');
    const page = await listClocks(db, { filters, paging: { cursor, limit, count }, viewer });
    const scales = await scalesOf(
      deps.database,
      page.items.map(({ subject }) => subject),
    );
    const items = page.items.map((row) => clockOf(row, virtualAt(scales.get(row.subject), now)));
    return { ...page, items };
  },
});

export const clockRoutes: readonly Route[] = [ofIncident, anywhere];
