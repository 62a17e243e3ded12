import type { DeliverEffect, PageEffect } from '../page.js';
import type { PromiseLadder } from '../promise/state.js';

/** Why somebody is paged. */
export type ActionReason =
  | 'opened'
  | 'assigned'
  | 'date_near'
  | 'overdue'
  | 'verify'
  | 'unverified'
  | 'rejected'
  | 'moved'
  | 'verified'
  | 'cancelled';

export type ActionEffect = PageEffect<PromiseLadder, ActionReason> | DeliverEffect<PromiseLadder>;
