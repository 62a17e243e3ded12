import type { Instant } from '../machine.js';
import type { Priority } from './clock-table.js';
import type { EscalationInput, PartyKind } from './state.js';

export interface Addressee {
  kind: PartyKind;
  /** A department, a supplier's service, or a person. */
  id: string;
}

/** What whoever opens a chain says; the rest is looked up as of then. */
export interface ChainToOpen {
  /** The chain's own, chosen by the opener, so that a repeat finds the same one. */
  id: string;
  /** The subject it is about, by id; its holder asks. */
  subject?: string | undefined;
  to: Addressee;
  ask: string;
  /** The subject's level where not given. */
  priority?: Priority | undefined;
  neededBy?: Instant | undefined;
  takeBaton?: boolean | undefined;
  clocks?: EscalationInput['clocks'] | undefined;
  by: EscalationInput['by'];
}
