import {
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleHandle,
} from '@temporalio/client';
import { reviewCallType } from '../../contracts/names.js';
import type { WorkCalendar } from '../../domain/calendar/work-calendar.js';
import { nextOccurrences, pastOccurrences } from '../../domain/review-schedule/occurrences.js';
import type { Occurrence } from '../../domain/review-schedule/schedule.js';
import { dayMs, localParts } from '../../domain/zone.js';
import {
  allSchedules,
  calendarOfSchedule,
  plannedKeys,
  rulesOf,
  type ScheduleRow,
} from '../../records/review/schedules.js';
import type { ReviewDeps } from './start-cycle.js';

/** Dates that the engine is told ahead, and of the past, so that one may be made up for. */
export const datesAheadMax = 8;
export const datesBehindMax = 4;
/** A call that every engine and worker slept through is still made this much later. */
export const catchupMs = 14 * dayMs;
const callTimeoutMs = 10_000;

const months = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST'] as const),
  ...(['SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];

/** Each date by itself and in UTC: nothing of it depends on the engine's own zone data. */
const specOf = (dates: readonly Occurrence[]) => ({
  timezone: 'UTC',
  calendars: dates.map(({ at, key }) => {
    const { year, month, day, hour, minute, second } = localParts('UTC', at);
    return {
      ...{ year, month: months[month - 1] ?? 'JANUARY', dayOfMonth: day, hour, minute, second },
      comment: key,
    };
  }),
});

const shapeOf = (row: ScheduleRow, dates: readonly Occurrence[], taskQueue: string) => ({
  action: {
    type: 'startWorkflow' as const,
    workflowType: reviewCallType,
    workflowId: `call/${row.id}`,
    taskQueue,
    args: [{ schedule: row.id }],
  },
  spec: specOf(dates),
  policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: catchupMs },
  state: { paused: row.paused, ...(row.pauseNote !== null && { note: row.pauseNote }) },
});

const handleOf = (client: Client, id: string): ScheduleHandle => client.schedule.getHandle(id);

type Done = 'created' | 'updated';

/** Creates the engine's schedule of a row, else brings it in line with it. */
const put = async (
  { client, taskQueue }: ReviewDeps,
  row: ScheduleRow,
  dates: readonly Occurrence[],
): Promise<Done> => {
  const shape = shapeOf(row, dates, taskQueue);
  try {
    await handleOf(client, row.id).update(() => shape);
    return 'updated';
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
  await client.schedule.create({ scheduleId: row.id, ...shape });
  return 'created';
};

/** Calls of the last fourteen days that never came are made up for; a planned cycle stays one. */
const makeUp = async (
  { client, database, now }: ReviewDeps,
  row: ScheduleRow,
  dates: readonly Occurrence[],
): Promise<void> => {
  const since = Math.max(now() - catchupMs, row.createdAt.getTime());
  const due = dates.filter(({ at }) => at > since && at <= now());
  const planned = await plannedKeys(
    database.prisma,
    due.map(({ key }) => key),
  );
  const missed = due.filter(({ key }) => !planned.has(key));
  if (missed.length === 0 || row.paused) return;
  await handleOf(client, row.id).backfill(
    missed.map(({ at }) => ({
      start: new Date(at - 1_000),
      end: new Date(at + 1_000),
      overlap: ScheduleOverlapPolicy.BUFFER_ONE,
    })),
  );
};

const datesOf = (row: ScheduleRow, calendar: WorkCalendar, now: number): Occurrence[] => {
  const rules = rulesOf(row);
  return [
    ...pastOccurrences(rules, calendar, { now, count: datesBehindMax }),
    ...nextOccurrences(rules, calendar, { now, count: datesAheadMax }),
  ];
};

/** Brings the engine's schedule of one row in line with it (temporal.md 2.6). */
export const reconcileSchedule = async (deps: ReviewDeps, row: ScheduleRow): Promise<Done> => {
  const { client, database, now } = deps;
  const calendar = await calendarOfSchedule(database.prisma, row);
  const dates = datesOf(row, calendar, now());
  return client.withDeadline(Date.now() + callTimeoutMs, async () => {
    const done = await put(deps, row, dates);
    if (done === 'created') await makeUp(deps, row, dates);
    return done;
  });
};

/** Takes the engine's schedule of a row that is gone away; one that is not there is no error. */
export const dropSchedule = async ({ client }: ReviewDeps, id: string): Promise<void> => {
  try {
    await client.withDeadline(Date.now() + callTimeoutMs, () => handleOf(client, id).delete());
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
};

/**
 * Brings every schedule of the engine in line with the records, so that a lost one comes back with
 * the calls that it missed. Answers how many it had to create.
 */
export const reconcileSchedules = async (deps: ReviewDeps): Promise<number> => {
  let created = 0;
  for (const row of await allSchedules(deps.database.prisma)) {
    if ((await reconcileSchedule(deps, row)) === 'created') created += 1;
  }
  return created;
};
