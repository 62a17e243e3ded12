import type { Instant } from '../machine.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { AccessRequestLadder } from './state.js';

/** Why somebody is paged: an answer is wanted, it is overdue, or there is one. */
export type AccessRequestReason = 'asked' | 'unanswered' | 'granted' | 'declined';

export type AccessRequestPage = PageEffect<AccessRequestLadder, AccessRequestReason>;

/** Writes the permission for a time; one row per request, however often it is written. */
export interface GrantEffect {
  kind: 'grant';
  id: string;
  request: string;
  person: string;
  permission: string;
  customer?: string;
  by: string;
  from: Instant;
  until: Instant;
}

export type AccessRequestEffect =
  AccessRequestPage | DeliverEffect<AccessRequestLadder> | GrantEffect;
