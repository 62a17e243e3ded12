import type { Instant } from '../machine.js';
import type { Ref, SubjectView } from '../subject-view.js';
import type {
  AcceptanceState,
  PunchSeverity,
  SignDecision,
  SignParty,
  TrainingState,
  TrialPhase,
  WarrantyDay,
} from './later-state.js';
import type {
  ClosedAs,
  LadderName,
  Profile,
  ProductLine,
  Section,
  ServiceMode,
  Side,
  Signer,
  Stage,
  Tier,
} from './state.js';

export interface SectionCount {
  section: Section;
  required: number;
  /** Verified and in validity, or waived. */
  counted: number;
  submitted: number;
  rejected: number;
  waived: number;
}

export interface PartyView {
  department: Ref;
  person: string;
  deputy?: string;
  head: string;
}

/** One thing that the next gate misses by what the machine itself keeps. */
export interface Missing {
  /** `item`, or a named condition such as `survey`, `min_days`, `punch_critical`. */
  kind: string;
  /** The item's key or status word; readings add names of other records. */
  key?: string;
  /** Why it does not count: m, s, r for an item. */
  state?: string;
  need?: number;
  have?: number;
}

export interface HandoverView extends SubjectView {
  stage: Stage;
  stageSince: Instant;
  profile: Profile;
  productLine: ProductLine;
  tier: Tier;
  serviceMode: ServiceMode;
  checklistVersion: string;
  rooms: number;
  orderAt: Instant;
  goLiveAt: Instant;
  parties: Partial<Record<Side, PartyView>>;
  signer?: Signer;
  sections: SectionCount[];
  /** Of required items, those that count; for display only (R1). */
  percent: number;
  /** What the next gate misses, the first 20 of it; gates of other records are read on advance. */
  blocking: Missing[];
  blockingMore: number;
  loops: number;
  uatTask?: { openedAt: Instant; folded: number; uncovered: number; failed: number };
  takeover?: { by: string; to: string; reason: string; until: Instant };
  training: TrainingState;
  trial?: {
    startedAt: Instant;
    since: Instant;
    minDays: number;
    minUntil: Instant;
    until: Instant;
    restarts: number;
    extensions: number;
    deciding?: Instant;
    faults: number;
    p3: number;
    alarms?: { tested: number; total: number };
    phase: TrialPhase;
    alone?: string;
  };
  punch: {
    open: number;
    critical: number;
    closed: number;
    next: { n: number; severity: PunchSeverity; text: string; owner: string; due: Instant }[];
  };
  acceptance?: {
    /** The effect that asked for the sheet, by which its hands know that they see this step. */
    asked: string;
    sheet?: string;
    signatures: { party: SignParty; by: string; at: Instant; decision: SignDecision }[];
    link?: NonNullable<AcceptanceState['link']>;
    signedAt?: Instant;
    conditional?: true;
    suspendedAt?: Instant;
  };
  warranty?: {
    until: Instant;
    checks: { day: WarrantyDay; at: Instant; findings: number }[];
    escaped: number;
  };
  closedAs?: ClosedAs;
  silenced: Record<LadderName, number>;
}

export interface HandoverOutcome {
  closedAs: ClosedAs;
  closedAt: Instant;
}
