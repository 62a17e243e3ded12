import type { Baton } from '../baton.js';
import type { Clock } from '../clock.js';
import type { Ladder, Rung } from '../ladder.js';
import type { Instant } from '../machine.js';
import type { NoticeBoard } from '../notice/board.js';
import type { Ref } from '../subject-view.js';
import type { Attribution } from './attribution-state.js';
import type { Grading, Proposal } from './grading-state.js';
import type { Review } from './review-state.js';
import type { ImpactClass, Severity } from './severity.js';
import type { Surroundings } from './surroundings.js';

export type Stage = 'detected' | 'responding' | 'restored' | 'observing' | 'reviewing' | 'closed';
export type ClosedAs = 'resolved' | 'dismissed' | 'merged';
export type WaitOn = 'supplier' | 'customer' | 'parts' | 'window';

export const stateVersion = 1;
/** 2: a notice is drafted when it comes to be owed, not when half its time is over. */
export const rulesVersion = 2;

/** More distinct alert keys than this fold into one counter (64 KiB of state, machine.md §6). */
export const alertsMax = 250;
/** Distinct event ids remembered to drop redeliveries; a storm has hundreds (machine.md §1). */
export const seenMax = 1_000;
export const followUpsMax = 50;
export const childrenMax = 100;
export const chainsMax = 50;
/** Schedules whose owner was told of a gap once; beyond this they are told again. */
export const gapsToldMax = 20;
/** Bytes as JSON of each text; a longer one is cut and ends in `…` (view of 8 KiB, machine.md §6). */
export const textBytes = {
  title: 900,
  description: 1_000,
  name: 100,
  parentTitle: 150,
  reason: 600,
} as const;
/** Stays for a person's reopen after closing (4a, operations.md). */
export const reopenWindowMs = 7 * 86_400_000;

export type { ImpactClass, Ref, Severity };

/** The policy as it stood when the incident began; a later edit does not reach it. */
export interface PinnedPolicy {
  id: string;
  version: number;
  rungs: Rung[];
  /** Paged when the restore target passes and the service is not back; the last one repeats. */
  overdue: Rung[];
  ackTtlS: number;
  exhaustedEveryS: number;
}

/** Seconds allowed for each obligation, fixed at the beginning (4a, operations.md). */
export interface Targets {
  acknowledgeS: number;
  restoreS: number;
  verifyS: number;
  observeS: number;
  offerS: number;
}

/** One event from a source, as the process keeps it. `id` tells a redelivery from a repeat. */
export interface AlertEvent {
  id: string;
  integration: string;
  action: 'trigger' | 'acknowledge' | 'resolve';
  dedupKey: string;
  title: string;
  severity?: Severity;
  occurredAt?: Instant;
  /** How many identical events the intake folded into this one. */
  count?: number;
  /** A grouping rule's reopen window lets it reopen a closed incident. */
  reopens?: true;
  /** Where it belongs, so that one handed back by a closed incident finds its place again. */
  place?: AlertPlace;
}

/** Service and site as the source names them, and the group that a rule put it in. */
export interface AlertPlace {
  service?: string;
  site?: string;
  group?: { rule: string; value: string };
}

export interface IncidentInput {
  id: string;
  title: string;
  description?: string;
  severity: Severity;
  impactClass: ImpactClass;
  service?: Ref;
  site?: Ref;
  department?: Ref;
  source: { kind: 'integration' | 'person'; id: string; name: string };
  alert?: AlertEvent;
  occurredAt?: Instant;
  policy: PinnedPolicy;
  targets: Targets;
  /** The schedule whose person on call is accountable until somebody acknowledges. */
  duty: string;
  /** The first rung names a person: that one holds, no duty role has to be resolved. */
  holder?: string;
  drill: boolean;
  /** The drill that this incident is played for (I10). */
  drillOf?: string;
  /** Seconds until a level has to stand (R7); without it the source's map stands for ever. */
  gradeS?: number;
  /** The policy's own targets by severity, for when it is graded. */
  targetsBy?: Partial<Record<Severity, Partial<Targets>>>;
  /** An open incident upstream: this one is its child and pages nobody while `holdS` runs. */
  parent?: { id: string; title: string; holdS: number };
}

/** `mark` stands for integration and key (`alertMark`): full keys would burst the 64 KiB. */
export interface AlertState {
  mark: string;
  open: boolean;
  count: number;
}

export interface FollowUp {
  due: Instant;
  page: string;
  ladder: LadderName;
  afterS: number;
}

/**
 * Every page belongs to one of these; silence is per ladder (I4). `care` reminds of what is owed
 * around the work, such as its level and its notices: on people's first channels only.
 */
export type LadderName = 'respond' | 'overdue' | 'holder' | 'care';

export interface IncidentState {
  v: number;
  rules: number;
  id: string;
  title: string;
  description?: string;
  severity: Severity;
  impactClass: ImpactClass;
  service?: Ref;
  site?: Ref;
  department?: Ref;
  source: IncidentInput['source'];
  drill: boolean;
  drillOf?: string;
  /** `holds`: its handling still keeps this one from paging; a person's snooze ends that. */
  parent?: { id: string; title: string; holds?: true; gone?: true };
  children: string[];
  gapsTold: string[];
  stage: Stage;
  closedAs?: ClosedAs;
  mergedInto?: string;
  detectedAt: Instant;
  acknowledgedAt?: Instant;
  mitigatedAt?: Instant;
  grading?: Grading;
  /** What waits for a second person's word, at most `proposalsMax`. */
  proposals?: Proposal[];
  /** Leads the whole at P1 and P2 and is never the holder. */
  commander?: string;
  /** The page that asked for a commander, once. */
  commandAsked?: string;
  review?: Review;
  attributed?: Attribution;
  /** When a late review was told of last. */
  chasedAt?: Instant;
  surroundings?: Surroundings;
  /** When they were taken, or asked for again. */
  surroundedAt?: Instant;
  /** The number of the look that they are from; an older one says nothing new. */
  surroundedBy?: number;
  /** When to take them again: many changes at once are one look. */
  lookAt?: Instant;
  board?: NoticeBoard;
  /** Open escalation chains, at most `chainsMax`. */
  chains?: string[];
  hardFault?: string;
  restoredAt?: Instant;
  observingSince?: Instant;
  closedAt?: Instant;
  baton: Baton;
  /** The page of the latest offer; void once no offer stands. */
  offerPage?: string;
  /** A live acknowledgement: whose promise and until when. */
  promise?: { by: string; until: Instant };
  waiting?: { on: WaitOn; until: Instant; reason: string };
  merging?: { into: string; effect: string };
  policy: { id: string; version: number; ackTtlS: number };
  targets: Targets;
  targetsBy?: IncidentInput['targetsBy'];
  respond: Ladder;
  overdue: Ladder;
  clocks: Clock[];
  verifyDue?: Instant;
  alerts: AlertState[];
  alertsBeyond: number;
  seen: string[];
  followUps: FollowUp[];
  /** Pages numbered up to this are withdrawn, per ladder (I4). */
  silenced: Record<LadderName, number>;
  effects: number;
  /** The reopen window is over; the process may end. */
  ended?: true;
}
