import type { Clock } from '../clock.js';
import type { Actor, Instant } from '../machine.js';
import type { PromiseState } from '../promise/state.js';
import type { Ref } from '../subject-view.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** Bytes as JSON: view and reply stay within 8 KiB (machine.md §6). Minutes in full are facts. */
export const textBytes = {
  name: 100,
  title: 300,
  purpose: 1_000,
  minutes: 3_000,
  shown: 1_200,
  text: 600,
  place: 300,
} as const;
export const partiesMax = 6;
export const everyDaysMax = 400;
/** Unheld for so long it escalates one level up on every side (N16). */
export const unheldMs = 10 * 86_400_000;
/** As many declines of one occurrence escalate too, and as many again one level higher. */
export const declinesToEscalate = 2;
/** Occurrences that an outage or a late meeting skipped are counted up to this many at once. */
export const skippedMax = 60;
export const reviewItemsMax = 100;
export const actionsMax = 20;

/** `operations_review` collects what is open and carries it over (N48). */
export const meetingKinds = ['regular', 'operations_review'] as const;
export type MeetingKind = (typeof meetingKinds)[number];

/** One side: its interface person with a deputy, and who is one and two levels up (N16, N17). */
export interface MeetingParty {
  department: Ref;
  person: Ref;
  deputy?: Ref;
  head?: string;
  executive?: string;
}

export interface MeetingInput {
  id: string;
  kind: MeetingKind;
  title: string;
  purpose?: string;
  /** The first one calls the meeting. */
  parties: MeetingParty[];
  everyDays: number;
  /** When the first occurrence opens; every later one opens so many days after it. */
  firstAt: Instant;
  opener: Ref;
  by: Actor;
}

export type MeetingStage = 'waiting' | 'open' | 'proposed' | 'agreed' | 'closed';

export interface Proposal {
  at: Instant;
  minutes: number;
  place?: string;
  by: string;
  /** Departments that accepted. */
  accepted: string[];
}

/** The occurrence that is owed, or was held last while the next one is waited for. */
export interface Occurrence {
  n: number;
  openedAt: Instant;
  declines: number;
  /** How often it escalated. */
  level: number;
  /** Of its invitation: it grows with every change and with a cancellation. */
  sequence: number;
  proposal?: Proposal;
  lastDecline?: { department: string; reason: string };
}

export interface MeetingState extends MeetingInput, PromiseState {
  stage: MeetingStage;
  clock: Clock;
  occurrence: Occurrence;
  held: number;
  missed: number;
  last?: { n: number; at: Instant; minutes: string; link?: string; actions: number };
  /** What the last review collected, by subject; what is still open then was carried over. */
  items: string[];
  itemsMore: number;
  carried: number;
  collecting?: { effect: string; closing: boolean };
  opening?: string;
  endedWhy?: string;
}

export interface MeetingOutcome {
  closedAt: Instant;
  held: number;
}
