import type { Instant } from '../machine.js';

/** One working day of the cycle's calendar: when work begins and when it ends. */
export type WorkDay = readonly [opensAt: Instant, closesAt: Instant];

/** Steps of a cycle that have days of their own, in order (4c, operations.md). */
export const datedStages = [
  'open',
  'collect',
  'self',
  'manager',
  'counterpart',
  'calibration',
  'publication',
  'appeal',
] as const;
export type DatedStage = (typeof datedStages)[number];

/** From the opening of its first working day to the close of its last one. */
export interface StageSpan {
  from: Instant;
  until: Instant;
}

/** When each step begins and ends, and when the cycle closes. */
export type StageDates = Record<DatedStage, StageSpan> & { close: Instant };

/** Working days before (negative) and after the last day of the period (4c, operations.md). */
export const stageDays: Readonly<Record<DatedStage, readonly [number, number]>> = {
  open: [-10, -3],
  collect: [0, 3],
  self: [4, 7],
  manager: [8, 12],
  counterpart: [8, 13],
  calibration: [14, 16],
  publication: [17, 20],
  appeal: [25, 32],
};
export const closeDay = 33;
