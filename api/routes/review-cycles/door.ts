import { Refused } from '../../../contracts/api/refused.js';
import type { ReviewCycleView } from '../../../domain/review-cycle/view.js';
import { virtualAt } from '../../../domain/time-scale.js';
import { reaches } from '../../../records/access/scope.js';
import { waitForProcess, type FoundProcess } from '../../../records/process/read.js';
import { findCycle, type CycleRow } from '../../../records/review/cycles.js';
import { cyclesOf, holdsFor } from '../../../records/review/listed.js';
import { scaleOf } from '../../../records/scale/scale.js';
import { reachOf, type Principal } from '../../auth/principal.js';
import { seenProcess, type Doorway } from '../../processes/subject.js';
import type { RawCall } from '../../route.js';

/** HR reaches cycles by their department; everybody else those in which they have a part. */
export const cycleDoor: Doorway<ReviewCycleView> = {
  process: 'reviewCycle',
  read: 'review.schedule',
  act: 'review.schedule',
  lead: 'review.schedule',
  also: async ({ db, principal }, { id }) =>
    principal.person !== undefined && holdsFor(db, id, cyclesOf(principal.person.id)),
};

/** `RC-2026Q4-OPS` and `2026Q4-OPS` name a cycle as its id and number do. */
const keyed = /^(?:RC-)?(\d{4}(?:[QHM]\d{1,2})?-[A-Z][A-Z0-9]*)$/;

/** A planned cycle is waited for until the read model has it; anything else is looked up as given. */
const idOf = async (db: RawCall['db'], given: string): Promise<string> => {
  const row = await findCycle(db, keyed.exec(given)?.[1] ?? given);
  if (!row) return given;
  await waitForProcess(db, { process: 'reviewCycle', idOrNumber: row.id }, 0);
  return row.id;
};

/** Whether HR's right reaches a department. */
export const schedules = (principal: Principal, departmentId: string): boolean =>
  reaches(reachOf(principal, 'review.schedule'), { departmentId });

export interface SeenCycle {
  found: FoundProcess<ReviewCycleView>;
  row: CycleRow;
  /** HR of it, by right or by name: sees and does what is HR's. */
  keeps: boolean;
  /** By the cycle's own clock, epoch milliseconds. */
  now: number;
}

type Looking = Pick<RawCall, 'db' | 'principal' | 'deps' | 'now'>;

/** The cycle that the caller may see; 404 else. */
export async function seenCycle(call: Looking, given: string): Promise<SeenCycle> {
  const { db, principal, deps } = call;
  const found = await seenProcess(call, cycleDoor, await idOf(db, given));
  const row = await db.reviewCycle.findUniqueOrThrow({ where: { id: found.id } });
  const person = principal.person?.id;
  const named = person !== undefined && [row.hrId, row.deputyId].includes(person);
  const scale = await scaleOf(deps.database, row.id);
  const keeps = named || schedules(principal, row.departmentId);
  return { found, row, keeps, now: virtualAt(scale, call.now) };
}

/** The same for whoever keeps it going: HR by right, or the one named on it; 403 else. */
export async function keptCycle(call: Looking, given: string): Promise<SeenCycle> {
  const seen = await seenCycle(call, given);
  if (!seen.keeps) throw new Refused('forbidden', { permission: 'review.schedule' });
  return seen;
}
