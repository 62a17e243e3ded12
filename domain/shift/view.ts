import type { Actor, Instant } from '../machine.js';
import type { Ref, SubjectView } from '../subject-view.js';
import type { ShiftClosedAs, ShiftStage } from './state.js';

/** What callers and the read model see; the items themselves are facts beside it. */
export interface ShiftView extends SubjectView {
  stage: ShiftStage;
  closedAs?: ShiftClosedAs;
  schedule: Ref;
  outgoing: Ref;
  incoming: Ref;
  /** When the duty changes hands. */
  at: Instant;
  by: Actor;
  round: number;
  counts: {
    unsigned: number;
    asked: number;
    /** Signed in all rounds. */
    signed: number;
    /** Closed or taken over otherwise, in all rounds. */
    settled: number;
    /** Open beyond the list; they come in the next round. */
    more: number;
  };
}
