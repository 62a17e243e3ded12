import { occurrenceAt, occurrenceOfKey } from '../../domain/review-schedule/occurrences.js';
import type { Occurrence } from '../../domain/review-schedule/schedule.js';
import { system, type Actor, type Instant } from '../../domain/machine.js';
import type { TimeScale } from '../../domain/time-scale.js';
import type { Weights } from '../../domain/review-cycle/state.js';
import type { Card } from '../../domain/review/state.js';
import { findCycle, planCycle } from '../../records/review/cycles.js';
import { countParticipants, takeParticipants } from '../../records/review/participants.js';
import {
  calendarOfSchedule,
  findSchedule,
  rulesOf,
  type ScheduleRow,
} from '../../records/review/schedules.js';
import { startCycle, type ReviewDeps } from './start-cycle.js';

/** A schedule's call: at its nominal time, or for a key given by hand. */
export interface Call {
  schedule: string;
  nominal: Instant;
  key?: string | undefined;
  by?: Actor;
  scale?: TimeScale;
}

export interface Called {
  id: string;
  key: string;
  /** False where the cycle of the key was there already. */
  opened: boolean;
}

const planOf = (row: ScheduleRow, { key, period }: Occurrence, by: Actor) => ({
  ...{ key, period, by, schedule: row.id, department: row.departmentId, hr: row.hrId },
  ...(row.deputyId !== null && { deputy: row.deputyId }),
  calibrators: row.calibrators,
  panels: row.panels as unknown as string[][],
  weights: row.weights as unknown as Weights,
  formula: row.formula,
});

/**
 * Plans the cycle that a schedule calls and starts its process; the key makes it one cycle however
 * often it is called. Undefined where the schedule is gone or the key is none of its own.
 */
export const callCycle = async (deps: ReviewDeps, call: Call): Promise<Called | undefined> => {
  const { database, now } = deps;
  const { prisma } = database;
  const row = await findSchedule(prisma, call.schedule);
  if (!row) return undefined;
  const calendar = await calendarOfSchedule(prisma, row);
  const { key, nominal, by = system } = call;
  const found =
    key === undefined
      ? occurrenceAt(rulesOf(row), calendar, nominal)
      : occurrenceOfKey(rulesOf(row), calendar, { key, now: now() });
  if (!found) return undefined;
  const plan = { ...planOf(row, found, by), ...(call.scale && { scale: call.scale }) };
  const { id, created } = await planCycle(prisma, plan, now());
  const cycle = await findCycle(prisma, id);
  if (!cycle) return undefined;
  if ((await countParticipants(prisma, id)) === 0)
    await takeParticipants(prisma, cycle, row.card as Card);
  await startCycle(deps, cycle);
  return { id, key: found.key, opened: created };
};
