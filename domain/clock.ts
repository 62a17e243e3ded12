import type { Instant } from './machine.js';

/** One obligation with a deadline (R11, operations.md). */
export interface Clock {
  obligation: string;
  startAt: Instant;
  dueAt: Instant;
  stoppedAt?: Instant;
}

export type ClockState = 'running' | 'met' | 'late' | 'overdue';

export const startClock = (obligation: string, startAt: Instant, targetS: number): Clock => ({
  obligation,
  startAt,
  dueAt: startAt + targetS * 1000,
});

export const stopClock = (clock: Clock, at: Instant): Clock =>
  clock.stoppedAt === undefined ? { ...clock, stoppedAt: at } : clock;

/** A clock met at its due instant to the millisecond is met. */
export const clockState = (clock: Clock, now: Instant): ClockState => {
  if (clock.stoppedAt !== undefined) return clock.stoppedAt <= clock.dueAt ? 'met' : 'late';
  return now <= clock.dueAt ? 'running' : 'overdue';
};
