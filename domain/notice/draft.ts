import type { ImpactClass } from '../incident/state.js';
import type { Instant } from '../machine.js';
import type { Bilingual, Level } from '../severity/matrix.js';
import { isTyped, type FieldKey, type NoticeFields } from './fields.js';
import { causeStatuses, type CauseStatus } from './gate.js';
import {
  assessing,
  both,
  causeWords,
  durationText,
  impactWords,
  levelWords,
  listed,
  none,
  stateWord,
  timeText,
  verifyWord,
} from './wording.js';

/** What is known of an incident when a notice about it is drafted. */
export interface NoticeFacts {
  /** The number of the notice, `INC-1042-C02`. */
  number: string;
  /** Its place among the notices to this audience. */
  sequence: number;
  title: string;
  level: Level;
  /** The criteria of the standard that were hit. */
  criteria: Bilingual[];
  /** The level stands where it does because the trouble lasted. */
  raisedByTime?: true;
  impactClass: ImpactClass;
  stage: string;
  occurredAt?: Instant;
  detectedAt: Instant;
  acknowledgedAt?: Instant;
  restoredAt?: Instant;
  observeUntil?: Instant;
  verifiedBy?: string;
  place: Bilingual;
  services: Bilingual[];
  /** Affected customers by tier, `{A: 2, B: 7}`. */
  customersByTier: Record<string, number>;
  supplierTickets: string[];
  nextAt?: Instant;
  from?: Level;
  contact: Bilingual;
  zone: string;
  review?: { cause?: string; actions?: string[] };
  /** A supplier that only takes reports at this hour (N38). */
  night?: { ref: string; hours: string; followUpAt?: Instant };
  correction?: { field: Bilingual; oldValue: Bilingual; newValue: Bilingual };
}

/** A computed value that a person would have otherwise; it counts once another confirmed it (I7). */
export interface Override {
  field: FieldKey;
  value: Bilingual;
  reason: string;
  expires: Instant;
  by: string;
  confirmedBy?: string;
}

/** Overrides that count at an instant: confirmed by somebody else, and not run out. */
export const inForce = (overrides: readonly Override[], now: Instant): Override[] =>
  overrides.filter(
    ({ by, confirmedBy, expires }) =>
      confirmedBy !== undefined && confirmedBy !== by && expires > now,
  );

const tiersOf = (byTier: Record<string, number>): Bilingual => {
  const tiers = Object.entries(byTier).sort(([a], [b]) => (a < b ? -1 : 1));
  if (tiers.length === 0) return both('0');
  return {
    zh: tiers.map(([tier, count]) => `${tier}级 ${count} 家`).join('，'),
    en: tiers.map(([tier, count]) => `tier ${tier}: ${count}`).join(', '),
  };
};

type Computed = Partial<Record<FieldKey, Bilingual | undefined>>;

const timesOf = (facts: NoticeFacts): Computed => {
  const { zone, detectedAt, acknowledgedAt, restoredAt, observeUntil, nextAt } = facts;
  const at = (time: Instant | undefined) => (time === undefined ? undefined : timeText(zone, time));
  const since = facts.occurredAt ?? detectedAt;
  const down = restoredAt === undefined ? undefined : Math.max(0, restoredAt - since);
  return {
    occurredAt: at(since),
    detectedAt: at(detectedAt),
    acknowledgedAt: at(acknowledgedAt),
    restoredAt: at(restoredAt),
    observeUntil: at(observeUntil),
    nextAt: at(nextAt),
    duration: down === undefined ? undefined : durationText(down),
    downtimeMinutes: down === undefined ? undefined : both(String(Math.ceil(down / 60_000))),
  };
};

const byTime: Bilingual = {
  zh: '持续未恢复，按时长升级',
  en: 'it has lasted: time raises the level',
};

const levelOf = ({ level, from, criteria, raisedByTime }: NoticeFacts): Computed => ({
  level: levelWords[level],
  criteria: criteria.length > 0 ? listed(criteria) : { zh: '按来源级别', en: "the source's level" },
  fromLevel: from && levelWords[from],
  toLevel: from && levelWords[level],
  why: raisedByTime
    ? byTime
    : criteria.length > 0
      ? listed(criteria)
      : { zh: '按定级标准重新定级', en: 'graded again by the standard' },
});

/** What people would otherwise have to type, taken from where it was said already. */
const suggested = ({ review, stage, night, zone }: NoticeFacts): Computed => ({
  eta: assessing,
  causeStatus: causeWords.unknown,
  ...(review?.cause !== undefined && {
    rootCause: both(review.cause),
    causeStatus: causeWords.confirmed,
  }),
  ...(review?.actions && review.actions.length > 0 && { actions: both(review.actions.join('; ')) }),
  ...(night && {
    supplierRef: both(night.ref),
    supplierHours: both(night.hours),
    followUpAt: night.followUpAt === undefined ? undefined : timeText(zone, night.followUpAt),
  }),
  ...(stage === 'detected' && { done: { zh: '已派单', en: 'dispatched' } }),
});

/** The values that facts give; a field without one is absent (I7). */
export function computeFields(facts: NoticeFacts): NoticeFields {
  const { correction } = facts;
  const all: Computed = {
    number: both(facts.number),
    sequence: both(String(facts.sequence)),
    title: both(facts.title),
    place: facts.place,
    services: facts.services.length > 0 ? listed(facts.services) : undefined,
    customersByTier: tiersOf(facts.customersByTier),
    impact: impactWords[facts.impactClass],
    state: stateWord(facts.stage),
    supplierTicket:
      facts.supplierTickets.length > 0 ? both(facts.supplierTickets.join(', ')) : none,
    verifiedBy: facts.verifiedBy === undefined ? undefined : verifyWord(facts.verifiedBy),
    contact: facts.contact,
    ...levelOf(facts),
    ...timesOf(facts),
    ...suggested(facts),
    correctedField: correction?.field,
    oldValue: correction?.oldValue,
    newValue: correction?.newValue,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as NoticeFields;
}

/** What people typed; `causeStatus` is one of the three words. */
export interface TypedFields {
  values: NoticeFields;
  causeStatus?: CauseStatus;
}

export const isCauseStatus = (word: string): word is CauseStatus =>
  causeStatuses.some((status) => status === word);

/** Typed over computed only where people type, and overrides in force over both (I7). */
export function draftFields(
  facts: NoticeFacts,
  typed: TypedFields,
  overrides: readonly Override[],
): NoticeFields {
  const own = Object.entries(typed.values).filter(([key]) => isTyped(key as FieldKey));
  const { causeStatus } = typed;
  return {
    ...computeFields(facts),
    ...Object.fromEntries(own),
    ...(causeStatus && { causeStatus: causeWords[causeStatus] }),
    ...Object.fromEntries(overrides.map(({ field, value }) => [field, value])),
  };
}

/** A known cause of the review counts as confirmed. */
export const causeStatusOf = (facts: NoticeFacts, typed: TypedFields): CauseStatus =>
  typed.causeStatus ?? (facts.review?.cause === undefined ? 'unknown' : 'confirmed');
