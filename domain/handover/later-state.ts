import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';

/** Lists of the stages from training on, each with its limit; all plain JSON. */
export const faultsMax = 20;
export const punchMax = 30;
export const conditionsMax = 20;
export const findingsMax = 9;

/** The customer's training (N32, N33): survey first, then attendance and assessment. */
export interface TrainingState {
  surveySentAt?: Instant;
  surveyAnsweredAt?: Instant;
  /** Content id of the plan. */
  plan?: string;
  /** Named people of the customer who attended the latest session. */
  attended: number;
  /** The share of the assessed who passed, in percent, latest session. */
  passed?: number;
  sessions: number;
  heldAt?: Instant;
  material?: string;
  /** The assessment was missed once: the next session is its resit; missed again, all anew (4b). */
  resit?: true;
}

export type TrialPhase = 'shadowing' | 'ops_leads';

export interface TrialFault {
  incident: string;
  level: Level;
  at: Instant;
}

/** The trial run (4b): restarts at a delivery-caused P1 or P2. */
export interface TrialState {
  startedAt: Instant;
  /** The first start, kept through restarts. */
  since: Instant;
  minDays: number;
  /** When the minimum is over. */
  minUntil: Instant;
  /** The deadline: the minimum and a week, and another week for each extension so far. */
  until: Instant;
  restarts: number;
  extensions: number;
  /** The third extension is the heads' decision; asked since. */
  deciding?: { at: Instant; reason: string };
  /** Delivery-caused faults since the latest start. */
  faults: TrialFault[];
  p3: number;
  alarms?: { tested: number; total: number };
  phase: TrialPhase;
  /** A fault or a drill handled by ops alone. */
  alone?: { subject: string; at: Instant; by: string };
}

export const punchSeverities = ['critical', 'major', 'minor'] as const;
export type PunchSeverity = (typeof punchSeverities)[number];

/** One leftover (R2, 4b); of a conditional acceptance where `conditional`. */
export interface PunchItem {
  n: number;
  severity: PunchSeverity;
  text: string;
  owner: string;
  due: Instant;
  conditional?: true;
  /** Told to the owner, then overdue. */
  told?: 'due' | 'overdue';
}

export interface PunchState {
  /** Open ones only; closed ones are counted and stay in the timeline. */
  open: PunchItem[];
  added: number;
  closed: number;
}

export const signParties = ['ops', 'delivery', 'customer'] as const;
export type SignParty = (typeof signParties)[number];
export type SignDecision = 'accept' | 'conditional' | 'reject';

export interface Signature {
  party: SignParty;
  by: string;
  at: Instant;
  decision: 'accept' | 'conditional';
}

export interface AcceptanceState {
  startedAt: Instant;
  /** The sheet that is signed: asked for by effect `asked`, then its content hash. */
  sheet: { asked: string; hash?: string; at?: Instant; retryAt?: Instant };
  signatures: Signature[];
  /** The customer's one-time link (7 days). */
  link?: { effect: string; until: Instant; ok?: boolean };
  signedAt?: Instant;
  conditional?: true;
  /** Conditional items overdue 10 working days: delivery is back on call. */
  suspendedAt?: Instant;
}

export const warrantyDays = [30, 60, 90] as const;
export type WarrantyDay = (typeof warrantyDays)[number];

export interface WarrantyState {
  startedAt: Instant;
  until: Instant;
  checks: { day: WarrantyDay; at: Instant; by: string; findings: number }[];
  escaped: number;
}
