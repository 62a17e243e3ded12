import type { Instant } from '../machine.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** How often a beat is due, and how late it may be. */
export interface Rhythm {
  intervalMs: number;
  graceMs: number;
}

export interface HeartbeatInput extends Rhythm {
  /** The integration whose beats are watched. */
  integration: string;
  name: string;
}

/** What the intake was told last, or is to be told. */
export type Said = 'missed' | 'beating';

export interface HeartbeatState extends HeartbeatInput {
  v: number;
  rules: number;
  /** The last beat known here; before the first one the instant from which it is waited for. */
  last: Instant;
  /** When to look for a beat next. */
  due: Instant;
  missedSince?: Instant;
  /** A look under way: the effect, and since when. */
  looking?: { effect: string; since: Instant };
  /** The intake hears one thing at a time, so that a late `missed` never outruns a `beating`. */
  said: Said;
  saying?: { effect: string; word: Said };
  /** Nobody watches while the integration is disabled. */
  paused?: true;
  /** The integration is gone; the process may end. */
  forgottenAt?: Instant;
  effects: number;
}

export interface HeartbeatView extends Rhythm {
  integration: string;
  name: string;
  state: 'beating' | 'missed' | 'paused';
  missedSince?: Instant;
}

export interface HeartbeatOutcome {
  forgottenAt: Instant;
}
