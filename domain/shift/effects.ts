import type { DeliverEffect, PageEffect } from '../page.js';
import type { TellEffect } from '../tell.js';
import type { ShiftLadder } from './state.js';

export type ShiftReason = 'start' | 'reminder' | 'unsigned' | 'asked' | 'answered';

export type ShiftPage = PageEffect<ShiftLadder, ShiftReason>;
export type ShiftDeliver = DeliverEffect<ShiftLadder>;

/** Reads what the outgoing side holds: which of `known` no longer, and with `fresh` what else. */
export interface GatherEffect {
  kind: 'gather';
  id: string;
  schedule: string;
  outgoing: string;
  incoming: string;
  known: string[];
  fresh: boolean;
}

/** The word to a subject that its baton moves: a signed hand-over (architecture.md I1). */
export interface TakeOver {
  type: 'take_over';
  /** The incoming person, who signed. */
  person: string;
  /** The outgoing person: a subject that somebody else holds by then stays there. */
  by: string;
  why: 'shift';
  /** The hand-over's id. */
  cause: string;
}

/** To at most `signsMax` subjects. */
export type ShiftTell = TellEffect<TakeOver>;

export type ShiftEffect = ShiftPage | ShiftDeliver | GatherEffect | ShiftTell;
