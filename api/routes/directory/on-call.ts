import ical from 'ical-generator';
import { z } from 'zod';
import { onCallAnswer, onCallQuery, serviceOnCall } from '../../../contracts/directory/lookups.js';
import {
  simulatedLadder,
  simulateLadder as simulateBody,
} from '../../../contracts/directory/lookups.js';
import { gapsAnswer, shiftsAnswer, windowQuery } from '../../../contracts/directory/schedules.js';
import {
  gapDays,
  gapsOf,
  onCallOf,
  shiftsOf,
  windowOf,
  type NamedShift,
} from '../../../records/directory/on-call-answers.js';
import { schedules } from '../../../records/directory/schedules.js';
import { simulateLadder } from '../../../records/directory/simulate-ladder.js';
import { serviceOnCallOf } from '../../../records/handover/on-call.js';
import { reachOf } from '../../auth/principal.js';
import { reply } from '../../reply.js';
import { route } from '../../route.js';
import { serviceNamed } from '../commitment/lookup.js';
import { accessOf } from './access.js';
import { idParams } from './crud.js';

const tags = ['oncall'];
const shiftDays = 14;
const calendarDays = 90;

const shifts = route({
  method: 'get',
  path: '/api/v1/schedules/{id}/shifts',
  operationId: 'schedules_shifts',
  summary: { zh: '一段时间内谁值班', en: 'Who is on call over a time' },
  tags,
  permission: 'oncall.read',
  params: idParams,
  query: windowQuery,
  response: shiftsAnswer,
  handler: ({ db, params, query, now }) =>
    shiftsOf(db, params.id, windowOf(query, { now, days: shiftDays })),
});

const gaps = route({
  method: 'get',
  path: '/api/v1/schedules/{id}/gaps',
  operationId: 'schedules_gaps',
  summary: {
    zh: '无人值班的时段，默认未来 14 天',
    en: 'Where nobody is on call, 14 days by default',
  },
  tags,
  permission: 'oncall.read',
  params: idParams,
  query: windowQuery,
  response: gapsAnswer,
  handler: ({ db, params, query, now }) =>
    gapsOf(db, params.id, windowOf(query, { now, days: gapDays })),
});

const calendar = route({
  method: 'get',
  path: '/api/v1/schedules/{id}/calendar.ics',
  operationId: 'schedules_calendar',
  summary: { zh: '排班日历（iCalendar），默认 90 天', en: 'The schedule as iCalendar, 90 days' },
  tags,
  permission: 'oncall.read',
  params: idParams,
  query: windowQuery,
  response: z.string(),
  produces: 'text/calendar; charset=utf-8',
  handler: async (call) => {
    const { db, params, query, now, language } = call;
    const { name, id } = await schedules.get(accessOf(call, 'oncall.read'), params.id, {});
    const { items } = await shiftsOf(db, id, windowOf(query, { now, days: calendarDays }));
    const text = calendarOf({ id, name: name[language], stamp: new Date(now) }, items);
    return reply(text, { headers: { 'Content-Type': 'text/calendar; charset=utf-8' } });
  },
});

/** One event per shift; the same shift keeps its UID, so that a subscription updates it. */
function calendarOf(
  of: { id: string; name: string; stamp: Date },
  items: readonly NamedShift[],
): string {
  const made = ical({ name: of.name, prodId: '//Baton//On call//EN' });
  for (const { from, until, person, name } of items) {
    made.createEvent({
      id: `${of.id}-${from}-${person}@baton`,
      start: new Date(from),
      end: new Date(until),
      summary: `${name} · ${of.name}`,
      stamp: of.stamp,
    });
  }
  return made.toString();
}

const onCall = route({
  method: 'get',
  path: '/api/v1/lookup/oncall',
  operationId: 'lookup_oncall',
  summary: {
    zh: '某时刻谁值班、谁担责；按服务查询时给出值班一方及联系人',
    en: 'Who is on call at a time, and who would hold; of a service the side and its contacts',
  },
  tags,
  permission: 'oncall.read',
  query: onCallQuery,
  response: z.union([onCallAnswer, serviceOnCall]),
  handler: async (call) => {
    const { db, query, now } = call;
    const at = query.at ?? now;
    if (query.schedule !== undefined) return onCallOf(db, query.schedule, at);
    const { id } = await serviceNamed(call, query.service ?? '', 'oncall.read');
    const service = await db.service.findUniqueOrThrow({ where: { id } });
    const contacts = reachOf(call.principal, 'people.contacts');
    const reader = { at, language: call.language, contacts };
    return serviceOnCallOf(call.deps.database, service, reader);
  },
});

const simulate = route({
  method: 'post',
  path: '/api/v1/simulate/ladder',
  operationId: 'simulate_ladder',
  summary: { zh: '演算：谁会在何时被呼叫', en: 'Who would be paged when' },
  tags,
  permission: 'policy.read',
  body: simulateBody,
  response: simulatedLadder,
  idempotent: false,
  handler: ({ db, body }) => simulateLadder(db, body),
});

export const onCallRoutes = [shifts, gaps, calendar, onCall, simulate];
