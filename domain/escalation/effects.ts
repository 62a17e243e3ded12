import type { Instant } from '../machine.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { TellEffect } from '../tell.js';
import type { LadderName, Party, PartyKind } from './state.js';

export type EscalationReason =
  | 'asked'
  | 'unanswered'
  | 'update_due'
  | 'call_supplier'
  | 'chase_supplier'
  | 'supplier_late'
  | 'returned'
  | 'rejected'
  | 'decide'
  | 'confirm'
  | 'reopened'
  | 'gap';

export type EscalationPage = PageEffect<LadderName, EscalationReason>;
export type EscalationDeliver = DeliverEffect<LadderName>;

/** What the subject of a chain is told. */
export type ChainWord =
  | {
      type: 'chain';
      id: string;
      event: 'opened' | 'closed';
      to: { kind: PartyKind; id: string; name: string };
      outcome?: string;
    }
  | { type: 'take_over'; person: string; by: string; why: 'chain'; cause: string };

export type EscalationTell = TellEffect<ChainWord>;

/** Takes a party's working hours over [from, until). */
export interface SnapshotEffect {
  kind: 'snapshot';
  id: string;
  of: NonNullable<Party['calendar']>;
  from: Instant;
  until: Instant;
}

export type EscalationEffect = EscalationPage | EscalationDeliver | EscalationTell | SnapshotEffect;
