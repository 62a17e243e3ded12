import type { Instant } from '../machine.js';
import type { Delivered, Paged, PageFailed } from '../page.js';
import type { AccessRequestLadder } from './state.js';

export type AccessRequestAsked =
  { type: 'approve' } | { type: 'decline'; reason: string } | { type: 'withdraw' };

export type AccessRequestReported =
  | Paged<AccessRequestLadder>
  | Delivered
  | PageFailed<AccessRequestLadder>
  /** The grant is written; `why` where it never will be. */
  | { type: 'granted'; effect: string; until?: Instant; why?: string };

export type AccessRequestTold = { type: 'cancel_requested' };
