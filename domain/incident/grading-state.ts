import type { Instant } from '../machine.js';
import type { DurationStep } from '../severity/matrix.js';
import type { ImpactClass, Severity } from './severity.js';

/** What the facts said, by which version of the standard. */
export interface Assessment {
  matrix: { id: string; version: number };
  /** The criteria hit, from the gravest down, at most `criteriaMax`. */
  criteria: string[];
  domains: string[];
}

export const criteriaMax = 10;
export const domainsMax = 10;
export const proposalsMax = 5;

/** Where the level stands on (R7, operations.md). */
export interface Grading {
  /** By the source's severity, by the worst that was left unanswered, or by facts and persons. */
  status: 'mapped' | 'provisional' | 'graded';
  /** While `mapped`: when the worst that is not answered counts. */
  due?: Instant;
  /** The level that the answered facts say. */
  computed?: Severity;
  /** The worst that the unanswered facts of the stated domains may still mean. */
  worst?: Severity;
  assessment?: Assessment;
  /** The first level that was graded, for the review. */
  first?: Severity;
  /** Since when it stands at its level: duration counts from here. */
  since: Instant;
  reason?: string;
  /** Time alone raised it to where it stands. */
  raised?: true;
}

/** A level below the computed one: it takes effect when another person confirms it. */
export interface Proposal {
  id: string;
  to: Severity;
  by: string;
  at: Instant;
  reason: string;
}

/** Time raises the level by the steps of the standard in force (5a). */
export interface DurationSteps {
  interruption: DurationStep[];
  other: DurationStep[];
}

/** What a person says of the level, as the door read it by the standard in force. */
export interface GradeCommand {
  type: 'grade';
  /** The level that is wanted: the computed one, or the person's own. */
  level: Severity;
  /** What the facts given with it say; absent where none were given. */
  computed?: Severity;
  worst?: Severity;
  /** No unanswered fact of the stated domains could raise the level. */
  complete: boolean;
  impactClass?: ImpactClass;
  /** The facts say so, and not the person alone. */
  impactComputed?: true;
  reason?: string;
  assessment?: Assessment;
  /** The answers as given, as JSON of at most `factsMaxBytes`, for the record. */
  facts?: string;
}

export const factsMaxBytes = 2_000;
