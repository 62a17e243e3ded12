import type { HoursEffect } from '../hard-fault/effects.js';
import type { Instant } from '../machine.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { PromiseLadder } from '../promise/state.js';

/** Why somebody is paged. */
export type AskReason =
  | 'asked'
  | 'unanswered'
  | 'uncommitted'
  | 'took_over'
  | 'taken_over'
  | 'passed_on'
  | 'passed_back'
  | 'needed'
  | 'date_near'
  | 'date_passed'
  | 'committed'
  | 'declined'
  | 'done'
  | 'unconfirmed'
  | 'reopened'
  | 'closed';

/** Looks up who stands in for a person: the deputy of an absence, else the department's (N47). */
export interface DelegateEffect {
  kind: 'delegate';
  id: string;
  person: string;
  /** Who asks cannot answer. */
  except: string[];
  at: Instant;
}

export type AskEffect =
  | PageEffect<PromiseLadder, AskReason>
  | DeliverEffect<PromiseLadder>
  | DelegateEffect
  | HoursEffect;
