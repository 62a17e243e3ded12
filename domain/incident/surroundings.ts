import type { Snapshot } from '../calendar/snapshot.js';
import type { DurationSteps } from './grading-state.js';

/** What the directory says around an incident, taken when it is graded (machine.md §2). */
export interface Surroundings {
  /** The hours of the accountable department; every hour counts without them. */
  hours?: { calendar: string; snapshot: Snapshot };
  /** Customers with an affected service. */
  customers: number;
  /** Seconds that the contract and the full standard allow for restoring (R5). */
  restoreS?: number;
  /** Milliseconds within which a first notice was promised. */
  firstNoticeMs?: number;
  duration?: DurationSteps;
}

/** A look that failed for good is taken again after this long. */
export const lookRetryMs = 900_000;

/** Children that come one after the other are looked at together. */
export const lookAfterMs = 30_000;

/** A due time in a year without calendar data is looked at again so often (R11). */
export const lookAgainMs = 86_400_000;

/** How far back the hours reach, so that the state of an old incident stays within its bytes. */
export const hoursBackMs = 21 * 86_400_000;

/** How far the hours of a snapshot reach: the longest target is five working days. */
export const hoursAheadMs = 21 * 86_400_000;
