import type { Baton } from '../baton.js';
import type { Target as Owed } from '../calendar/snapshot.js';
import type { Clock, Hours } from '../clock.js';
import type { Target } from '../ladder.js';
import type { Instant } from '../machine.js';
import type { Ref } from '../subject-view.js';
import type {
  AcceptanceState,
  PunchState,
  TrainingState,
  TrialState,
  WarrantyState,
} from './later-state.js';

export const stateVersion = 1;
export const rulesVersion = 1;

/** A campus of 40 rooms with ten items each is the largest hand-over. */
export const itemsMax = 400;
export const bulkMax = 100;
export const roomsMax = 40;
/** People who provided or verified something, kept so that nobody verifies their own. */
export const peopleMax = 80;
export const followUpsMax = 30;
export const gapsToldMax = 20;
/** Clocks kept for readers: the running ones and the latest that stopped. */
export const clocksMax = 8;
/** Names of what is missing that a refusal or the view carries; the rest is counted. */
export const missingNamedMax = 20;
/** Bytes as JSON of each text; a longer one is cut (view of 8 KiB, machine.md §6). */
export const textBytes = { title: 200, name: 100, reason: 600, short: 160, leftover: 280 } as const;

/** How far ahead a calendar is taken, and how long before its end it is taken again. */
export const hoursAheadMs = 24 * 86_400_000;
export const hoursRenewMs = 7 * 86_400_000;

export const stages = [
  'initiated',
  'disclosure',
  'disclosure_review',
  'uat_design',
  'uat_run',
  'training',
  'trial',
  'acceptance',
  'warranty',
  'closed',
] as const;
export type Stage = (typeof stages)[number];
export type ClosedAs = 'accepted' | 'cancelled';
export const profiles = ['project', 'retail'] as const;
export type Profile = (typeof profiles)[number];

export const productLines = [
  'leased_line',
  'sdwan',
  'colocation',
  'internet_broker',
  'managed',
  'integration_rental',
  'equipment_rental',
] as const;
export type ProductLine = (typeof productLines)[number];
export const tiers = ['A', 'B', 'C', 'D'] as const;
export type Tier = (typeof tiers)[number];
export const serviceModes = ['equipment_only', 'equipment_plus_service', 'service_only'] as const;
export type ServiceMode = (typeof serviceModes)[number];

export const isProductLine = (line: string): line is ProductLine =>
  (productLines as readonly string[]).includes(line);

export const isServiceMode = (mode: string): mode is ServiceMode =>
  (serviceModes as readonly string[]).includes(mode);

/** The sections of the checklist (5c, operations.md): the first letter of an item's key. */
export const sections = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'] as const;
export type Section = (typeof sections)[number];
/** What the disclosure consists of; I and J belong to the later stages. */
export const disclosureSections = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

export type Provider = 'delivery' | 'product' | 'presales';

/** `A1`, or of a campus `A1@12`: item A1 of the twelfth of its `rooms`. */
export interface ItemSpec {
  key: string;
  critical: boolean;
  from: Provider;
}

export const sides = ['delivery', 'ops', 'uat', 'product'] as const;
export type Side = (typeof sides)[number];
/** Sides whose deadlines run on their own calendar. */
export const timedSides = ['delivery', 'ops', 'uat'] as const;
export type TimedSide = (typeof timedSides)[number];

/**
 * One side of the hand-over: its owner and who is chased after the owner, one after the other
 * (owner, deputy, head, duty executive).
 */
export interface Party {
  department: Ref;
  person: string;
  deputy?: string;
  head: string;
  /** The duty executive: a duty role or a person. */
  executive?: Target;
  /** The work calendar of its hours, by id. */
  calendar?: string;
}

/** Who signs for the customer: a contact with `maySign`, verified by someone outside delivery. */
export interface Signer {
  contact: string;
  name: string;
}

export interface ServiceRef extends Ref {
  productLine: ProductLine;
  tier: Tier;
  mode: ServiceMode;
}

/** What each stage is owed; an instant where it is planned backwards from the go-live. */
export type StageDeadlines = Partial<Record<Stage, { target: Owed } | { by: Instant }>>;

export interface HandoverInput {
  id: string;
  service: ServiceRef;
  customer?: Ref;
  site?: Ref;
  profile: Profile;
  /** The accountable unit of delivery. */
  department: Ref;
  parties: { delivery: Party; ops: Party; uat: Party; product?: Party };
  hours: Record<TimedSide, Hours>;
  /** Asked for help when the disclosure stays late: a person. */
  sponsor?: string;
  accountManager?: string;
  signer?: Signer;
  orderAt: Instant;
  goLiveAt: Instant;
  checklist: { version: string; items: ItemSpec[] };
  /** The rooms of a campus, in the order that item keys count them. */
  rooms?: Ref[];
  /** From the profile (`stageTargets`) with the plan's dates over it. */
  deadlines: StageDeadlines;
  by: string;
  drill?: boolean;
}

/** m missing, s submitted, v verified, r rejected, w waived. */
export type ItemStatus = 'm' | 's' | 'v' | 'r' | 'w';

/** One item of the checklist as it stands; texts are in the timeline, values in `content`. */
export interface ItemState {
  from: 'd' | 'p' | 's';
  critical: boolean;
  status: ItemStatus;
  /** Index in `people` of who provided it; -1 before. */
  provider: number;
  /** Content id of the value, empty before. */
  value: string;
  /** End of its validity, or of its waiver, in epoch seconds; 0 = none. */
  until: number;
  /** How often it was rejected. */
  loops: number;
}

/**
 * An item as the state keeps it, at most 100 bytes with its key as JSON: from, criticality and
 * status as letters (`d*v`), then provider, value, until, loops, left out from the end while empty.
 */
export type PackedItem = [string, number?, string?, number?, number?];

/** Every page belongs to one of these; silence is per ladder (I4). */
export const ladderNames = [
  'stage',
  'uat_task',
  'heads',
  'takeover',
  'survey',
  'trial',
  'punch',
  'signature',
  'warranty',
  'told',
] as const;
export type LadderName = (typeof ladderNames)[number];

/** Whose ladder a deadline climbs: a side's own, both heads at once, or the account manager's. */
export type Chased = Side | 'heads' | 'customer';

/** One running obligation: at 50, 75, 90 percent, when due, then each half period (4). */
export interface Deadline {
  ladder: LadderName;
  who: Chased;
  clock: Clock;
  /** Whose hours it runs on; every hour counts without. */
  hours?: TimedSide;
  /** Half of its period in milliseconds: between chases after the due time. */
  halfMs: number;
  /** Chases sent after the due time; -1 before it. */
  after: number;
}

export interface FollowUp {
  due: Instant;
  page: string;
  ladder: LadderName;
  afterS: number;
}

/** A forced takeover: ops works before acceptance, delivery's gates stay open (4b). */
export interface Takeover {
  by: string;
  /** Who of ops holds it while it lasts. */
  to: string;
  reason: string;
  at: Instant;
  until: Instant;
  /** The next daily reminder. */
  remindAt: Instant;
}

/** The rolling task of the UAT team (N13): open while a case is missing, stale or failed. */
export interface UatTask {
  openedAt: Instant;
  /** Changes folded into it since it was opened. */
  folded: number;
  uncovered: number;
  failed: number;
}

export interface HandoverState {
  v: number;
  rules: number;
  id: string;
  title: string;
  service: ServiceRef;
  customer?: Ref;
  site?: Ref;
  profile: Profile;
  department: Ref;
  parties: { delivery: Party; ops: Party; uat: Party; product?: Party };
  hours: Record<TimedSide, Hours>;
  /** Calendars being taken: side by effect id. */
  looking: Record<string, TimedSide>;
  sponsor?: string;
  accountManager?: string;
  signer?: Signer;
  orderAt: Instant;
  goLiveAt: Instant;
  checklistVersion: string;
  rooms: number;
  owed: StageDeadlines;
  drill?: boolean;
  stage: Stage;
  stageSince: Instant;
  startedAt: Instant;
  closedAt?: Instant;
  closedAs?: ClosedAs;
  baton: Baton;
  items: Record<string, PackedItem>;
  people: string[];
  /** Times that the disclosure came back from the review (4b). */
  loops: number;
  /** Rejected items of which delivery is told at once, when the reviewer paused. */
  rejected?: { count: number; tellAt: Instant };
  takeover?: Takeover;
  uatTask?: UatTask;
  training: TrainingState;
  trial?: TrialState;
  punch: PunchState;
  acceptance?: AcceptanceState;
  warranty?: WarrantyState;
  deadlines: Deadline[];
  /** Clocks that stopped, for readers. */
  past: Clock[];
  gapsTold: string[];
  followUps: FollowUp[];
  /** Pages numbered up to this are withdrawn, per ladder (I4). */
  silenced: Record<LadderName, number>;
  effects: number;
}
