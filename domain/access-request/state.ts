import type { Baton } from '../baton.js';
import type { Clock } from '../clock.js';
import type { Hours } from '../clock.js';
import type { Ladder } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** The approver, the head, the executive, and who is there when there is none of them. */
export const approversMax = 4;
export const followUpsMax = 20;
/** Longest time that access is asked for. */
export const daysMax = 90;
/** Bytes as JSON. */
export const textBytes = { name: 200, reason: 1_500, why: 600 } as const;
/** Without a calendar of the department the answer is due after this. */
export const answerWithinMs = 24 * 3_600_000;

/** What can be asked for; each stands for a permission. */
export const wants = ['commitments'] as const;
export type Want = (typeof wants)[number];

export interface AccessRequestInput {
  id: string;
  what: Want;
  /** The permission that it stands for. */
  permission: string;
  /** Only this customer's; all of them where not given. */
  customer?: Ref;
  reason: string;
  days: number;
  requester: Ref;
  /** The requester's. */
  department?: Ref;
  /** Who may decide, in the order in which they are asked; never the requester. */
  approvers: Ref[];
  /** Of the department; `always` where it has no calendar. */
  hours: Hours;
  by: Actor;
}

export type AccessRequestStage = 'waiting' | 'granting' | 'closed';
export type AccessRequestClosedAs = 'granted' | 'declined' | 'withdrawn';

/** Pages for an answer, and pages that tell the requester what became of it (I4). */
export type AccessRequestLadder = 'decide' | 'answer';

export interface FollowUp {
  due: Instant;
  page: string;
  ladder: AccessRequestLadder;
  afterS: number;
}

export interface AccessRequestState extends Omit<AccessRequestInput, 'hours'> {
  v: number;
  rules: number;
  startedAt: Instant;
  stage: AccessRequestStage;
  closedAs?: AccessRequestClosedAs;
  closedAt?: Instant;
  baton: Baton;
  /** The answer is owed by then. */
  clock: Clock;
  ladder: Ladder;
  decidedBy?: string;
  /** Why it was declined. */
  why?: string;
  /** A grant under way; written again under the same row where no report comes by `due`. */
  granting?: { effect: string; from: Instant; until: Instant; due: Instant };
  until?: Instant;
  followUps: FollowUp[];
  silenced: Record<AccessRequestLadder, number>;
  effects: number;
}

export interface AccessRequestOutcome {
  closedAs: AccessRequestClosedAs;
  closedAt: Instant;
}
