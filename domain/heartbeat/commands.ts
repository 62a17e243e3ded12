import type { Instant } from '../machine.js';
import type { Rhythm } from './state.js';

/** Nobody commands a heartbeat: its integration does. */
export type HeartbeatAsked = never;

export type HeartbeatReported =
  /** The last beat of the records, none before the first; `why` where they could not be read. */
  | { type: 'looked'; effect: string; last?: Instant; why?: string }
  /** The intake heard it; `why` where it never will. */
  | { type: 'said'; effect: string; why?: string };

/** What the intake and the integration's editors say. */
export type HeartbeatTold =
  | ({ type: 'watch'; name: string } & Rhythm)
  | { type: 'beat'; at: Instant }
  | { type: 'pause' }
  | { type: 'forget' }
  | { type: 'cancel_requested' };
