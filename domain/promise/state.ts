import type { Baton } from '../baton.js';
import type { Instant } from '../machine.js';
import type { Due } from './agenda.js';

/** Pages that make somebody act, withdrawn once they did; and pages that only tell (I4). */
export type PromiseLadder = 'owed' | 'told';

export const followUpsMax = 20;

export interface FollowUp {
  due: Instant;
  page: string;
  ladder: PromiseLadder;
  afterS: number;
}

/** What an ask, a meeting and an action have in common: somebody owes something by a time. */
export interface PromiseState {
  v: number;
  rules: number;
  id: string;
  startedAt: Instant;
  closedAt?: Instant;
  baton: Baton;
  /** What is due, in order; the last of an open promise comes back for ever (I2). */
  agenda: Due[];
  followUps: FollowUp[];
  silenced: Record<PromiseLadder, number>;
  effects: number;
}
