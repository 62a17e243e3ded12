import type { Baton } from '../baton.js';
import type { Snapshot } from '../calendar/snapshot.js';
import type { Clock } from '../clock.js';
import type { Ladder } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';
import type { EntryBasis } from './entry.js';

export const stateVersion = 1;
export const rulesVersion = 1;

export const suppliersMax = 10;
export const participantsMax = 20;
export const followUpsMax = 50;
/** Bytes as JSON: view and reply stay within 8 KiB (machine.md §6). The whole step is a fact. */
export const textBytes = { title: 300, name: 100, text: 900, reason: 600, link: 500 } as const;

export type HardFaultStage = 'working' | 'closed';

/** Working hours of the department, and of which calendar they are. */
export interface DepartmentHours {
  calendar: string;
  snapshot: Snapshot;
}

export interface HardFaultInput {
  id: string;
  incident: { id: string; title: string };
  reason: string;
  basis: EntryBasis;
  /** An interruption, P1 or P2: a step each 24 hours, whatever the calendar. */
  urgent: boolean;
  /** Who opens it, and holds it until the lead accepts. */
  opener: Ref;
  lead: Ref;
  department?: Ref;
  site?: Ref;
  service?: Ref;
  customer?: Ref;
  suppliers: Ref[];
  /** Whom silence climbs to: people of the department. */
  deputy?: string;
  head?: string;
  executive?: string;
  /** The department's hours from the beginning on; every hour counts without them. */
  hours?: DepartmentHours;
  drill?: true;
  by: Actor;
}

/** What was done and what comes next: the daily step. */
export interface FaultStep {
  at: Instant;
  by: string;
  text: string;
  next: string;
}

export interface WarRoom {
  link: string;
  participants: string[];
  supplier?: Ref;
  at: Instant;
}

/** How it ended: in a problem, and an article or the reason why none is needed. */
export interface FaultExit {
  problem: string;
  knowledge: { link: string } | { none: string };
}

/** Every page belongs to one of these; silence is per ladder (I4). */
export type HardFaultLadder = 'step' | 'lead' | 'room';

export interface FollowUp {
  due: Instant;
  page: string;
  ladder: HardFaultLadder;
  afterS: number;
}

export interface HardFaultState extends HardFaultInput {
  v: number;
  rules: number;
  startedAt: Instant;
  stage: HardFaultStage;
  closedAt?: Instant;
  baton: Baton;
  /** Until the next step. */
  clock: Clock;
  /** The climb after a step that did not come. */
  ladder?: Ladder;
  /** The reading of the department's hours that is under way. */
  reading?: string;
  steps: number;
  missed: number;
  last?: FaultStep;
  warRoom?: WarRoom;
  exit?: FaultExit;
  followUps: FollowUp[];
  silenced: Record<HardFaultLadder, number>;
  effects: number;
}

export interface HardFaultOutcome {
  closedAt: Instant;
}
