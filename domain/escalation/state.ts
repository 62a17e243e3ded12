import type { Baton } from '../baton.js';
import type { Target as Owed } from '../calendar/snapshot.js';
import type { Clock, Hours } from '../clock.js';
import type { Ladder, Target } from '../ladder.js';
import type { Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';
import type { ChasePercent, Priority } from './clock-table.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** More addressees than this on one chain: withdraw it and start another. */
export const legsMax = 10;
export const followUpsMax = 30;
export const gapsToldMax = 20;
/** People of one leg remembered as paged for it, and so entitled to answer. */
export const pagedMax = 40;
/** Contacts of one supplier that a chain keeps, in the order they are tried. */
export const contactsMax = 6;
/** Attempts to reach a supplier in one chain; the timeline and the trail keep each of them. */
export const attemptsMax = 500;
/** Clocks kept for readers: the running ones and the latest that stopped. */
export const clocksMax = 8;
/** Bytes as JSON of each text; a longer one is cut (view of 8 KiB, machine.md §6). */
export const textBytes = {
  ask: 1_200,
  title: 240,
  name: 100,
  contact: 80,
  reason: 600,
  ref: 120,
  about: 200,
} as const;

/** How far ahead a calendar is taken, and how long before its end it is taken again. */
export const hoursAheadMs = 35 * 86_400_000;
export const hoursRenewMs = 7 * 86_400_000;

export type PartyKind = 'department' | 'supplier' | 'person';

/** The supplier's side of a leg, as its card and its SLA say (N36, N38, operations.md). */
export interface SupplierSide {
  /** The supplier itself; the party is its service. */
  supplier: Ref;
  circuit?: string;
  /** Whom to call, in this order: the card's channels, then its escalation contacts. */
  contacts: { kind: string; value: string; name?: string }[];
  /** What it owes us from its report on; none where it promised nothing. */
  target?: Owed;
  /** Local hours in which a report is taken and not worked on. */
  acceptOnly: { from: string; to: string }[];
  zone: string;
}

/**
 * Who is asked, pinned when the leg is opened. `rungs` are paged one after the other while nobody
 * answers: duty schedule or person, deputy, head, executive; of a supplier's leg they are ours.
 */
export interface Party {
  kind: PartyKind;
  id: string;
  name: string;
  /** The department that answers: itself, or the person's. */
  department?: Ref;
  head?: string;
  rungs: Target[][];
  /** Where its hours come from: a work calendar, or a supplier's service. */
  calendar?: { kind: 'calendar' | 'supplier'; id: string };
  supplier?: SupplierSide;
}

export interface Asker {
  person: string;
  department?: Ref;
  head?: string;
  /** Who is reminded in the asker's stead while the asker is silent: deputy, head, executive. */
  above: Target[][];
}

export interface EscalationInput {
  id: string;
  ask: string;
  priority: Priority;
  interruption: boolean;
  asker: Asker;
  /** Who started it, if not the asker: a person, or another process. */
  by: { kind: 'user' | 'system'; id: string };
  about?: { id: string; title: string; process: string };
  service?: Ref;
  site?: Ref;
  customer?: Ref;
  to: Party;
  hours: Hours;
  neededBy?: Instant;
  /** At acceptance the subject's baton goes to whoever accepted. */
  takeBaton: boolean;
  clocks?: { acceptS?: number; updateS?: number };
  drill?: boolean;
  drillOf?: string;
}

export type Stage = 'asked' | 'accepted' | 'fulfilled' | 'returned' | 'deciding' | 'closed';
export type ClosedAs = 'confirmed' | 'withdrawn';
export type LegEnd = 'rejected' | 'bounced' | 'fulfilled' | 'withdrawn';

/** Whose silence is being waited out, and how it climbs. */
export interface Awaited {
  what: 'accept' | 'update' | 'return' | 'decide' | 'confirm';
  obligation: string;
  ladder: Ladder;
  pages: LadderName;
  /** The clock ran out and was counted. */
  silent?: true;
}

export interface SupplierRun {
  ref: string;
  reportedAt: Instant;
  /** When the supplier starts to work on it. */
  followUpAt: Instant;
  chased: ChasePercent[];
}

export interface Leg {
  n: number;
  party: Party;
  hours: Hours;
  openedAt: Instant;
  acceptedAt?: Instant;
  acceptedBy?: string;
  /** Said to be done, and handed back for the confirmation. */
  fulfilledAt?: Instant;
  /** When it promised to be done. */
  eta?: Instant;
  late?: true;
  silences: number;
  paged: string[];
  /** The duty manager chose it: it is not bounced again. */
  decided?: true;
  /** A calendar is being taken. */
  looking?: string;
  nextContact: number;
  attempts: number;
  unanswered: number;
  run?: SupplierRun;
}

/** A leg that is over, or the live one, as readers see it. */
export interface LegSummary {
  n: number;
  kind: PartyKind;
  id: string;
  name: string;
  openedAt: Instant;
  acceptedAt?: Instant;
  acceptedBy?: string;
  fulfilledAt?: Instant;
  endedAt?: Instant;
  ended?: LegEnd;
  silences: number;
  late?: true;
  /** A reject after which the same party was asked again counts as late (R17). */
  notSustained?: true;
}

/** Who has held the chain since when, and for which leg: what minutes are counted from. */
export interface Hold {
  n: number;
  person: string;
  since: Instant;
  /** 0: the asker's own. */
  leg: number;
  party: { kind: PartyKind; id: string; name: string; department?: string };
}

export interface FollowUp {
  due: Instant;
  page: string;
  ladder: LadderName;
  afterS: number;
}

/** Every page belongs to one of these; silence is per ladder (I4). */
export type LadderName = 'leg' | 'asker' | 'duty' | 'told';

export interface EscalationState {
  v: number;
  rules: number;
  id: string;
  ask: string;
  priority: Priority;
  interruption: boolean;
  asker: Asker;
  about?: { id: string; title: string; process: string };
  service?: Ref;
  site?: Ref;
  customer?: Ref;
  neededBy?: Instant;
  takeBaton: boolean;
  ownClocks?: { acceptS?: number; updateS?: number };
  drill?: boolean;
  drillOf?: string;
  stage: Stage;
  startedAt: Instant;
  closedAt?: Instant;
  closedAs?: ClosedAs;
  baton: Baton;
  held: Hold;
  leg: Leg;
  past: LegSummary[];
  bounces: number;
  silences: number;
  awaited?: Awaited;
  clocks: Clock[];
  dutyPaged: string[];
  gapsTold: string[];
  followUps: FollowUp[];
  /** Pages numbered up to this are withdrawn, per ladder (I4). */
  silenced: Record<LadderName, number>;
  effects: number;
}
