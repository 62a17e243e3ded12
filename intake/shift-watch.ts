import { setTimeout as sleep } from 'node:timers/promises';
import { system, type Instant } from '../domain/machine.js';
import { itemsMax } from '../domain/shift/state.js';
import { dayMs } from '../domain/zone.js';
import { dutyChanges, onDutyAt, type DutyChange } from '../records/shift/duty-changes.js';
import { takenBy } from '../records/shift/held.js';
import { knownShifts } from '../records/shift/people.js';
import { shiftId, startShift, type ShiftDeps } from './shift.js';

/** A change of duty that every worker slept through is still handed over this much later. */
export const lookBackMs = dayMs;
/** An edit of a schedule or an absence is noticed within this time. */
const lookEveryMs = 30_000;
const lookAheadMs = 60_000;
/** Whoever took a subject longer ago is not asked whether that was on duty. */
const onDutyWithinMs = 31 * dayMs;

export interface ShiftWatchDeps extends ShiftDeps {
  /** Epoch milliseconds. */
  now: () => number;
}

/** Whether the outgoing person holds something that came by this duty, before the change. */
const holdsByDuty = async (
  { database }: ShiftWatchDeps,
  { schedule, at, outgoing }: DutyChange,
): Promise<boolean> => {
  const taken = await takenBy(database, { person: outgoing, schedule, limit: itemsMax });
  const before = taken.filter(({ since }) => since.getTime() < at);
  if (before.some(({ duty }) => duty === schedule)) return true;
  const instants = before
    .map(({ since }) => since.getTime())
    .filter((since) => since > at - onDutyWithinMs);
  return (await onDutyAt(database.prisma, schedule, instants)).includes(outgoing);
};

const startOne = async (
  deps: ShiftWatchDeps,
  change: DutyChange,
  incoming: string,
): Promise<boolean> =>
  incoming !== change.outgoing &&
  (await holdsByDuty(deps, change)) &&
  (await startShift(deps, { ...change, id: shiftId(change), incoming, by: system }));

export interface Looked {
  /** The hand-overs begun by this look. */
  started: string[];
  /** The next change of duty that is in sight. */
  next?: Instant;
}

/**
 * Starts what is owed for the changes of duty of the last day: each to whoever is on duty now, so
 * that a change which was slept through reaches the right person. Any number of workers may look
 * at the same time, as often as they like: a change has one hand-over.
 */
export const startDueShifts = async (deps: ShiftWatchDeps): Promise<Looked> => {
  const { database, now: clock } = deps;
  const now = clock();
  const window = { from: now - lookBackMs, until: now + lookAheadMs };
  const changes = await dutyChanges(database.prisma, window);
  const due = changes.filter(({ at }) => at <= now);
  const known = await knownShifts(database.prisma, due.map(shiftId));
  const started: string[] = [];
  for (const change of due) {
    const id = shiftId(change);
    if (known.has(id)) continue;
    const latest = due.findLast(({ schedule }) => schedule === change.schedule);
    if (await startOne(deps, change, latest?.incoming ?? change.incoming)) started.push(id);
  }
  const next = changes.find(({ at }) => at > now)?.at;
  return { started, ...(next !== undefined && { next }) };
};

export interface ShiftWatch {
  /** Looks no more, and resolves when the look under way has ended. */
  stop(): Promise<void>;
}

/**
 * Watches the schedules for changes of duty until stopped, waking at each. All that it knows is in
 * the records and the engine, so any worker may die at any moment.
 */
export const watchShifts = (
  deps: ShiftWatchDeps & { onError: (error: unknown) => void },
): ShiftWatch => {
  const stopped = new AbortController();
  const { signal } = stopped;
  const look = async (): Promise<number> => {
    try {
      const { next } = await startDueShifts(deps);
      const wait = next === undefined ? lookEveryMs : next - deps.now();
      return Math.max(1, Math.min(lookEveryMs, wait));
    } catch (error) {
      deps.onError(error);
      return lookEveryMs;
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const wait = await look();
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopped.abort();
      return running;
    },
  };
};
