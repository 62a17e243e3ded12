import type { Clock } from '../clock.js';
import type { Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';
import type { StageDates, WorkDay } from './stage-days.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** The last two managers both score after a transfer (4c, operations.md). */
export const managersMax = 2;
export const counterpartsMax = 8;
export const panelLevelsMax = 3;
export const panelMembersMax = 5;
/** Self, two managers, counterparts, talk, confirmation, and two appeals of two steps each. */
export const tasksMax = 24;
/** Working days that are kept of the calendar. */
export const workDaysMax = 120;
/** One appeal, and one more against its decision (4c, operations.md). */
export const appealsMax = 2;
export const formerManagersMax = 8;
/** Bytes as JSON. */
export const textBytes = { name: 48, key: 60 } as const;

/** A full scorecard, or the linkage block alone for departments outside operations (5d). */
export type Card = 'operations' | 'linkage';

/** Who scores the person, who steps in one day late, and who three days late. */
export interface ReviewManager {
  manager: Ref;
  head?: Ref;
  delegate?: Ref;
  /** Percent of the period under this manager. */
  share: number;
}

/** A department that shared events with the person. */
export interface Counterpart {
  department: Ref;
  /** Who rates for it; its head where nobody is named. */
  rater?: Ref;
  head?: Ref;
}

/** Days of the period that count for the person, and why not all of them. */
export interface Presence {
  days: number;
  of: number;
  why?: 'leaver' | 'transfer' | 'leave';
}

export interface ReviewInput {
  id: string;
  cycle: string;
  /** Of the cycle: `2026Q4-OPS`. */
  key: string;
  person: Ref;
  /** The department whose people are reviewed. */
  department?: Ref;
  card: Card;
  /** The present one first. */
  managers: ReviewManager[];
  /** Sees schedule and completion, and keeps the cycle going. */
  hr: Ref;
  counterparts: Counterpart[];
  /** Who decides appeals, level by level. */
  panels: Ref[][];
  presence: Presence;
  dates: StageDates;
  workDays: WorkDay[];
  calendar?: string;
}

export type ReviewStage =
  | 'open'
  | 'self'
  | 'manager'
  | 'counterpart'
  | 'calibration'
  | 'publication'
  | 'released'
  | 'appeal'
  | 'final'
  | 'closed';

export type TaskKind =
  'self' | 'manager' | 'counterpart' | 'talk' | 'confirm' | 'acknowledge' | 'decide';

export type TaskOutcome =
  'given' | 'not_given' | 'no_dealings' | 'left_out' | 'moved' | 'withdrawn' | 'excused';

/** Something one person owes to the review, with its clock; a closed one says who did it when. */
export interface ReviewTask {
  kind: TaskKind;
  /** Whose it is by right: a manager, a counterpart's department, the number of the appeal. */
  of: string;
  holder: Ref;
  clock: Clock;
  /** How often silence has moved it on. */
  climbed: number;
  outcome?: TaskOutcome;
  by?: string;
  /** The content, in `review_entry`. */
  entry?: string;
}

export type AppealOutcome = 'uphold' | 'adjust' | 're_evaluate';

export interface Appeal {
  no: number;
  at: Instant;
  entry: string;
  items: number;
  /** Index of the panel that has it. */
  level: number;
  acknowledgedAt?: Instant;
  decidedAt?: Instant;
  outcome?: AppealOutcome;
  decision?: string;
}

export interface ReviewState extends ReviewInput {
  v: number;
  rules: number;
  startedAt: Instant;
  stage: ReviewStage;
  since: Instant;
  tasks: ReviewTask[];
  appeals: Appeal[];
  /** Managers who handed the person over; they sit on no panel of theirs. */
  formerManagers: string[];
  readAt?: Instant;
  releasedAt?: Instant;
  confirmedAt?: Instant;
  /** An appeal is taken until then. */
  appealUntil?: Instant;
  /** Noted: not read five working days after the release. */
  unread?: true;
  /** The cycle has closed; the review follows as soon as its appeal is through. */
  closing?: true;
  /** While it waits for the cycle it looks again at this time. */
  lookAt?: Instant;
  /** Scored anew; handed out again at this time where it failed or no report came. */
  scoring?: { effect: string; why: 'late' | 'appeal'; again: Instant };
  closedAt?: Instant;
  effects: number;
}

export interface ReviewOutcome {
  closedAt: Instant;
}
