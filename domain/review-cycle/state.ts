import type { Baton } from '../baton.js';
import type { Clock, Hours } from '../clock.js';
import type { Actor, Instant } from '../machine.js';
import type { ReviewWord } from '../review/commands.js';
import type { StageDates, WorkDay } from '../review/stage-days.js';
import type { Ref } from '../subject-view.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** People of one cycle; they live in `review_cycle_participant`. */
export const participantsMax = 1_000;
export const calibratorsMax = 12;
/** Changes of one `calibrate` command. */
export const changesMax = 50;
/** Names of missing pieces that a refusal and the view carry. */
export const missingNamedMax = 50;
/** Indicators printed as not installed. */
export const absentMax = 40;
/** Bytes as JSON. */
export const textBytes = { name: 60, key: 60, reason: 600, digest: 80, why: 300 } as const;

/** Points of the blocks; together 100 (R12, operations.md). */
export interface Weights {
  results: number;
  quality: number;
  linkage: number;
  growth: number;
}

export interface ReviewCycleInput {
  id: string;
  /** `2026Q4-OPS`; there is one cycle of a key. */
  key: string;
  /** The department whose people are reviewed. */
  group: Ref;
  /** [from, until) */
  period: { from: Instant; until: Instant };
  /** HR: holds the cycle. */
  hr: Ref;
  /** Takes over where HR lets a step lie. */
  deputy?: Ref;
  /** Who may change scores at calibration; never their own. */
  calibrators: Ref[];
  /** Who decides appeals, level by level. */
  panels: Ref[][];
  /** How many `review_cycle_participant` rows it had when it was planned. */
  people: number;
  weights: Weights;
  /** The version of the formula; kept until the cycle closes (R13, operations.md). */
  formula: number;
  hours: Hours;
  calendar?: string;
  /** The schedule that called it. */
  schedule?: string;
  by: Actor;
}

export type CycleStage =
  | 'planned'
  | 'open'
  | 'collect'
  | 'self'
  | 'manager'
  | 'counterpart'
  | 'calibration'
  | 'publication'
  | 'appeal'
  | 'closing'
  | 'closed';

export type CycleClosedAs = 'archived' | 'cancelled';

/** What is known of the reviews: counts only, from the last look at them. */
export interface Progress {
  people: number;
  /** Reviews by stage. */
  stages: Record<string, number>;
  /** Open tasks by kind, and how many of them are late. */
  open: Record<string, number>;
  late: Record<string, number>;
  at: Instant;
}

/** Kinds of effect whose report is awaited before the cycle goes on. */
export type WaitedFor = 'open_reviews' | 'freeze' | 'score' | 'tell_reviews' | 'archive';

/** An effect under way, handed out again at `again` where it failed or no report came. */
export interface UnderWay {
  effect: string;
  again: Instant;
  why?: 'calibration' | 'publication';
  word?: ReviewWord;
}

export interface ReviewCycleState extends Omit<ReviewCycleInput, 'hours'> {
  v: number;
  rules: number;
  startedAt: Instant;
  stage: CycleStage;
  since: Instant;
  closedAs?: CycleClosedAs;
  closedAt?: Instant;
  baton: Baton;
  /** Of the step that runs; `close` in the last one. */
  clocks: Clock[];
  /** The working days after which it is walked; the last of them bounds what can be promised. */
  workDays: WorkDay[];
  dates: StageDates;
  /** Part of the dates lies in a calendar year that is not loaded. */
  provisional?: true;
  openedAt?: Instant;
  opened?: number;
  frozen?: { at: Instant; people: number; insufficient: number; absent: string[]; digest: string };
  calibrated?: { at: Instant; by: string };
  changes: number;
  releasedAt?: Instant;
  /** Released by itself at the end of the step, not by HR. */
  released?: 'by_hr' | 'by_itself';
  /** A step that is late was told; the deputy holds the cycle then. */
  overdue?: true;
  /** Appeals that are pending, by review. */
  appeals: string[];
  progress?: Progress;
  /** Effects whose report is awaited, by kind. */
  flying: Partial<Record<WaitedFor, UnderWay>>;
  /** The next time people are reminded, and the digest under way. */
  remindAt: Instant;
  reminding?: string;
  archive?: { sha256: string; rows: number; at: Instant };
  effects: number;
}

export interface ReviewCycleOutcome {
  closedAs: CycleClosedAs;
  closedAt: Instant;
}
