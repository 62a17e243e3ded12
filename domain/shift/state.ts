import type { Baton } from '../baton.js';
import type { Clock } from '../clock.js';
import type { Firing, Ladder } from '../ladder.js';
import type { Actor, Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** Subjects on the list at once; the rest is counted and listed in the next round. */
export const itemsMax = 200;
/** Items that one signature may name. */
export const signsMax = 50;
/** Questions about one item; the shift lead has been paged long before. */
export const asksPerItemMax = 20;
export const followUpsMax = 50;
/** Bytes as JSON: 200 titles stay within the state's 64 KiB (machine.md §6). */
export const textBytes = { title: 100, name: 200, number: 40, stage: 40, reason: 600 } as const;

export type ShiftStage = 'gathering' | 'signing' | 'confirming' | 'closed';
export type ShiftClosedAs = 'signed' | 'empty' | 'cancelled';

/**
 * `asked`: given back with a question. `moved`: signed, and the records show its new holder.
 * `closed` and `taken`: it needs no signature any more. `kept`: the hand-over was called off.
 */
export type ItemState = 'unsigned' | 'asked' | 'signed' | 'moved' | 'closed' | 'taken' | 'kept';

/** An open subject as the records show it when the list is made. */
export interface OpenItem {
  id: string;
  number: string;
  title: string;
  stage: string;
  /** Its next due time. */
  due?: Instant;
}

export interface ShiftItem extends OpenItem {
  state: ItemState;
  asks: number;
}

export interface ShiftInput {
  id: string;
  schedule: Ref;
  department?: Ref;
  outgoing: Ref;
  incoming: Ref;
  /** When the duty changes hands. */
  at: Instant;
  /** Told when it stays unsigned: the schedule's owner, and the head of its department. */
  owner: string;
  head?: string;
  by: Actor;
}

/** Every page belongs to one of these; silence is per ladder (I4). */
export type ShiftLadder = 'sign' | 'talk';

export interface FollowUp {
  due: Instant;
  page: string;
  ladder: ShiftLadder;
  afterS: number;
}

export interface ShiftState extends ShiftInput {
  v: number;
  rules: number;
  startedAt: Instant;
  stage: ShiftStage;
  closedAs?: ShiftClosedAs;
  closedAt?: Instant;
  round: number;
  items: ShiftItem[];
  /** Open subjects beyond `itemsMax`. */
  more: number;
  /** Items settled in the rounds before, by how. */
  before: { signed: number; settled: number };
  /** The list is being read; `firing` is paged for once it is known that something is unsigned. */
  gathering?: { effect: string; firing?: Firing };
  /** All is signed: when to look whether the records show it, and how often that was done. */
  confirm?: { due: Instant; times: number };
  baton: Baton;
  clock: Clock;
  ladder: Ladder;
  followUps: FollowUp[];
  silenced: Record<ShiftLadder, number>;
  effects: number;
}

export interface ShiftOutcome {
  closedAs: ShiftClosedAs;
  closedAt: Instant;
}
