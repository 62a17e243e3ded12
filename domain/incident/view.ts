import type { Instant } from '../machine.js';
import type { NoticeCounts, Owed } from '../notice/board.js';
import type { Level } from '../severity/matrix.js';
import type { ClockView } from '../subject-view.js';
import type { Attribution } from './attribution-state.js';
import type { Grading, Proposal } from './grading-state.js';
import type { Review } from './review-state.js';
import type {
  ClosedAs,
  ImpactClass,
  IncidentInput,
  LadderName,
  Ref,
  Severity,
  Stage,
  WaitOn,
} from './state.js';

/** What callers and the read model see; at most 8 KiB as JSON (machine.md §6). Instants are epoch ms. */
export interface IncidentView {
  id: string;
  title: string;
  description?: string;
  severity: Severity;
  impactClass: ImpactClass;
  service?: Ref;
  site?: Ref;
  department?: Ref;
  source: IncidentInput['source'];
  drill: boolean;
  parent?: { id: string; title: string };
  children: number;
  stage: Stage;
  closedAs?: ClosedAs;
  mergedInto?: string;
  detectedAt: Instant;
  acknowledgedAt?: Instant;
  mitigatedAt?: Instant;
  restoredAt?: Instant;
  observingSince?: Instant;
  closedAt?: Instant;
  holder: { person?: string; duty?: string; since: Instant };
  offer?: { to: string; by: string; at: Instant; expires: Instant };
  promise?: { by: string; until: Instant };
  waiting?: { on: WaitOn; until: Instant; reason: string };
  policy: { id: string; version: number };
  ladder: {
    /** Rungs count from 1: the highest paged so far, 0 before the first. */
    reached: number;
    next?: { rung: number; round: number; due: Instant };
    heldUntil?: Instant;
    rungs: { due?: Instant; state: 'fired' | 'skipped' | 'next' | 'ahead' }[];
  };
  clocks: ClockView[];
  nextDue?: Instant;
  drillOf?: string;
  /** What the level stands on; absent where it stands on the source's word for ever. */
  grading?: {
    status: Grading['status'];
    level: Level;
    due?: Instant;
    computed?: Level;
    first?: Level;
    matrix?: { id: string; version: number };
    criteria?: string[];
    /** When time alone raises the level next. */
    raiseAt?: Instant;
    /** Time alone raised it to where it stands. */
    raised?: true;
    reason?: string;
  };
  proposals?: Proposal[];
  commander?: string;
  review?: Omit<Review, 'actions'> & { actions: number };
  /** Whose fault it was, and which hand-over was told. */
  attributed?: Omit<Attribution, 'told'>;
  /** What is owed to whom, open ones only, and what became of the rest. */
  notices?: {
    owed: Pick<Owed, 'id' | 'dueAt' | 'state' | 'missed' | 'draft' | 'approvedBy'>[];
    counts: Record<keyof NoticeCounts, number>;
  };
  chains?: string[];
  hardFault?: string;
  alerts: { open: number; total: number };
  silenced: Record<LadderName, number>;
}

export interface IncidentOutcome {
  closedAs: ClosedAs;
  closedAt: Instant;
}
