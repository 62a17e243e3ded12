import type { Instant } from '../machine.js';
import type { SubjectView } from '../subject-view.js';
import type { Priority } from './clock-table.js';
import type { Awaited, ClosedAs, LadderName, LegSummary, Stage } from './state.js';

/** What a notice of the night says about the supplier (N38): hours, ticket, when it goes on. */
export interface SupplierView {
  name: string;
  circuit?: string;
  acceptOnly?: { from: string; to: string };
  zone: string;
  ref?: string;
  reportedAt?: Instant;
  followUpAt?: Instant;
  dueAt?: Instant;
  /** Whom to call next, and everybody there is to call. */
  next?: { kind: string; value: string; name?: string };
  contacts: { kind: string; value: string; name?: string }[];
  attempts: number;
  unanswered: number;
}

/**
 * What callers and the read model see; at most 8 KiB as JSON (machine.md §6). The ask is the title,
 * and where it is long the description has the whole of it.
 */
export interface EscalationView extends SubjectView {
  stage: Stage;
  priority: Priority;
  interruption: boolean;
  takeBaton: boolean;
  neededBy?: Instant;
  asker: { person: string };
  aboutTitle?: string;
  /** The latest leg is the last one. */
  legs: LegSummary[];
  bounces: number;
  silences: number;
  eta?: Instant;
  closedAs?: ClosedAs;
  waitingFor?: {
    what: Awaited['what'];
    due: Instant;
    /** Rungs count from 1: the highest paged so far, 0 before the first. */
    reached: number;
    rungs: { due?: Instant; state: 'fired' | 'skipped' | 'next' | 'ahead' }[];
  };
  supplier?: SupplierView;
  drillOf?: string;
  silenced: Record<LadderName, number>;
}

export interface EscalationOutcome {
  closedAs: ClosedAs;
  closedAt: Instant;
}
