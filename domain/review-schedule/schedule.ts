import type { Instant } from '../machine.js';

export const cadences = ['monthly', 'quarterly', 'half_yearly', 'yearly'] as const;
export type Cadence = (typeof cadences)[number];

/** Hours in which the clocks of many zones change: a call in them could be left out or doubled. */
export const hourMin = 4;
export const hourMax = 23;
/** Working days before the end of the period. */
export const leadDaysMax = 30;
/** Moved dates that are kept; older ones are of the past. */
export const movesMax = 24;
export const nextDatesShown = 5;

/** One period called at another time than its own. */
export interface Move {
  key: string;
  at: Instant;
}

/** When cycles of a group are called. */
export interface ReviewSchedule {
  /** `OPS` in `2026Q4-OPS`. */
  code: string;
  cadence: Cadence;
  leadDays: number;
  hour: number;
  moves: readonly Move[];
}

/** One call of a schedule: the period it is for, and when it comes. */
export interface Occurrence {
  key: string;
  period: { from: Instant; until: Instant };
  at: Instant;
  moved: boolean;
  /** The date lies in a year whose holidays are not loaded. */
  provisional: boolean;
}
