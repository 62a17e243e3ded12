import type { Instant } from '../machine.js';
import type { ToldReport } from '../tell.js';
import type { AppealOutcome, Presence, ReviewManager } from './state.js';
import type { StageDates, WorkDay } from './stage-days.js';

/** Contents are written to `review_entry` by the route before; commands carry the entry's id. */
export type ReviewAsked =
  | { type: 'self'; entry: string }
  /** `marks`: M, -5 to 5, not kept here; other than 0 it needs evidence (R12, operations.md). */
  | { type: 'manager'; entry: string; marks: number; evidence: number }
  | { type: 'counterpart'; department: string; entry: string; ratings: number }
  | { type: 'counterpart'; department: string; noDealings: true }
  /** The manager has talked with the person about the result. */
  | { type: 'talk' }
  | { type: 'read' }
  | { type: 'confirm' }
  | { type: 'appeal'; entry: string; items: number }
  | { type: 'acknowledge' }
  | { type: 'decide'; entry: string; outcome: AppealOutcome }
  /** `transfer`: both managers score; `change`: the new one takes over what is open. */
  | { type: 'reassign'; manager: ReviewManager; why: 'change' | 'transfer' }
  | { type: 'prorate'; presence: Required<Presence> };

/** The report of a `score` effect: how many scores changed; `why` where it could not be done. */
export interface Scored {
  type: 'scored';
  effect: string;
  changed: number;
  why?: string;
}

export type ReviewReported = Scored | ToldReport;

/** What the cycle says to every review, by batches. */
export type ReviewWord =
  | { type: 'stage'; stage: 'publication' | 'released' | 'close'; until?: Instant }
  | { type: 'dates'; dates: StageDates; workDays: WorkDay[] };

export type ReviewTold = ReviewWord | { type: 'cancel_requested' };
