import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import { notFound, Refused } from '../../../contracts/api/refused.js';
import { localTime } from '../../../contracts/local-time.js';
import {
  reviewScheduleAnswer,
  reviewScheduleCreate,
  reviewScheduleMove,
  reviewScheduleNext,
  reviewSchedulePatch,
  reviewSchedulePause,
  reviewScheduleRan,
  reviewScheduleResume,
  reviewScheduleRun,
  type ReviewScheduleAnswer,
} from '../../../contracts/review/schedules.js';
import { nextOccurrences, occurrenceOfKey } from '../../../domain/review-schedule/occurrences.js';
import { hourMin, nextDatesShown } from '../../../domain/review-schedule/schedule.js';
import { localParts } from '../../../domain/zone.js';
import { callCycle } from '../../../intake/review/call-cycle.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import {
  calendarOfSchedule,
  findSchedule,
  reviewSchedules,
  rulesOf,
} from '../../../records/review/schedules.js';
import type { Rows } from '../../../records/rows.js';
import { allowScale } from '../../../records/scale/allowed.js';
import { route, type Route } from '../../route.js';
import { accessOf } from '../directory/access.js';
import { createRoute, idParams, readRoutes, removeRoute, updateRoute } from '../directory/crud.js';
import { reconciling, reviewDeps } from './reconciling.js';

const tags = ['review-schedules'];
const path = '/api/v1/review-schedules';

const core = {
  path: 'review-schedules',
  operations: 'review_schedules',
  words: { zh: '评审计划', en: 'review schedules' },
  read: 'review.schedule',
  write: 'review.schedule',
  answer: reviewScheduleAnswer,
  query: z.strictObject({ ...pagingQuery, department: manyOf(idIn).optional() }),
  show: (answer: ReviewScheduleAnswer) => answer,
} as const;

const common = { tags, permission: 'review.schedule', params: idParams } as const;

const pause = route({
  ...common,
  method: 'post',
  path: `${path}/{id}/pause`,
  operationId: 'review_schedules_pause',
  summary: { zh: '暂停评审计划', en: 'Pause a review schedule' },
  body: reviewSchedulePause,
  response: reviewScheduleAnswer,
  handler: (call) =>
    reviewSchedules.pause(
      accessOf(call, 'review.schedule'),
      { id: call.params.id, version: call.ifMatch },
      call.body.reason,
    ),
});

const resume = route({
  ...common,
  method: 'post',
  path: `${path}/{id}/resume`,
  operationId: 'review_schedules_resume',
  summary: { zh: '恢复评审计划', en: 'Resume a review schedule' },
  body: reviewScheduleResume,
  response: reviewScheduleAnswer,
  handler: (call) =>
    reviewSchedules.resume(accessOf(call, 'review.schedule'), {
      id: call.params.id,
      version: call.ifMatch,
    }),
});

/** The schedule with its dates; 404 where there is none. */
const scheduled = async (db: Rows, id: string) => {
  const row = await findSchedule(db, id);
  if (!row) throw notFound('reviewSchedule');
  return { row, rules: rulesOf(row), calendar: await calendarOfSchedule(db, row) };
};

/** In the future, on a date of a cycle of its own, and not in the hours when clocks change. */
const refuseMove = async (
  db: Rows,
  { id, key, at }: { id: string; key: string; at: number | null },
  now: number,
): Promise<void> => {
  const { rules, calendar } = await scheduled(db, id);
  if (!occurrenceOfKey(rules, calendar, { key, now })) throw new Refused('unknown_key', { key });
  if (at === null) return;
  if (at <= now) throw new Refused('time_in_past', { field: '/at' });
  if (localParts(calendar.zone, at).hour < hourMin) {
    throw new Refused('rule_violation', { why: `no call before ${hourMin}:00 local time` });
  }
};

const move = route({
  ...common,
  method: 'post',
  path: `${path}/{id}/move`,
  operationId: 'review_schedules_move',
  summary: { zh: '改期一个周期', en: 'Call one cycle at another time' },
  body: reviewScheduleMove,
  response: reviewScheduleAnswer,
  handler: async (call) => {
    const { id } = call.params;
    await refuseMove(call.db, { id, ...call.body }, call.now);
    const of = { id, version: call.ifMatch };
    return reviewSchedules.move(accessOf(call, 'review.schedule'), of, call.body);
  },
});

const run = route({
  ...common,
  method: 'post',
  path: `${path}/{id}/run`,
  operationId: 'review_schedules_run',
  summary: { zh: '提前开始一个周期', en: 'Plan one cycle early' },
  body: reviewScheduleRun,
  response: reviewScheduleRan,
  handler: async (call) => {
    const { id } = call.params;
    const { db, now, principal, requestId, body } = call;
    const { rules, calendar } = await scheduled(db, id);
    const [next] = nextOccurrences(rules, calendar, { now, count: 1 });
    const key = body.key ?? next?.key ?? '';
    const { scale: factor } = body;
    await allowScale(db, { scale: factor });
    const writer = { actor: principal.actor, requestId, at: new Date(now) };
    await appendAuditAlone(
      db,
      { subject: id, action: 'reviewSchedule.run', after: { key } },
      writer,
    );
    const by = principal.actor;
    const scale = factor === undefined ? {} : { scale: { at: now, factor } };
    const asked = { schedule: id, nominal: now, key, by, ...scale };
    const called = await callCycle(reviewDeps(call), asked);
    if (!called) throw new Refused('unknown_key', { key });
    return called;
  },
});

const next = route({
  ...common,
  method: 'get',
  path: `${path}/{id}/next`,
  operationId: 'review_schedules_next',
  summary: { zh: '接下来的五个日期', en: 'The next five dates' },
  response: reviewScheduleNext,
  handler: async (call) => {
    const { row, rules, calendar } = await scheduled(call.db, call.params.id);
    const { zone } = calendar;
    const dates = nextOccurrences(rules, calendar, { now: call.now, count: nextDatesShown });
    const items = dates.map((date) => ({ ...date, local: localTime(zone, date.at) }));
    return { zone, paused: row.paused, items };
  },
});

/** Schedules of review cycles: what HR plans, and the engine's schedules that follow it. */
export const reviewScheduleRoutes: readonly Route[] = [
  ...readRoutes(core, reviewSchedules),
  reconciling(
    createRoute(core, reviewScheduleCreate, (access, draft) =>
      reviewSchedules.create(access, draft),
    ),
  ),
  reconciling(updateRoute(core, reviewSchedulePatch, reviewSchedules.update)),
  reconciling(removeRoute(core, reviewSchedules.remove)),
  reconciling(pause),
  reconciling(resume),
  reconciling(move),
  run,
  next,
];
