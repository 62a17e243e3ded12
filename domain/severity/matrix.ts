import type { ImpactClass } from '../incident/severity.js';

/** From the gravest down (5a, operations.md). */
export const levels = ['P1', 'P2', 'P3', 'P4'] as const;
export type Level = (typeof levels)[number];

export interface Bilingual {
  zh: string;
  en: string;
}

export interface MatrixDomain {
  id: string;
  name: Bilingual;
}

interface Asked {
  id: string;
  domain: string;
  question: Bilingual;
}

interface YesNoFact extends Asked {
  kind: 'boolean';
}

export interface NumberFact extends Asked {
  kind: 'number';
  unit: Bilingual;
  min: number;
  max: number;
  /** Counts only, no fractions. */
  whole: boolean;
}

export interface ChoiceFact extends Asked {
  kind: 'choice';
  options: { value: string; name: Bilingual }[];
}

/** One question that the standard asks. */
export type Fact = YesNoFact | NumberFact | ChoiceFact;

export type Condition =
  | { fact: string; op: 'is'; value: boolean | string }
  | { fact: string; op: 'one_of'; value: string[] }
  | { fact: string; op: 'at_least' | 'over' | 'at_most'; value: number };

/** What makes a level: every condition of `all` holds and none of `unless` is known to. */
export interface Criterion {
  id: string;
  domain: string;
  level: Level;
  /** What it says about the service, where it says anything. */
  impactClass?: ImpactClass | undefined;
  text: Bilingual;
  all: Condition[];
  unless?: Condition[] | undefined;
}

export interface DurationStep {
  from: Level;
  /** Seconds at that level, after which it rises by one. */
  afterS: number;
}

export interface Modifiers {
  /** A major-event window raises by so many levels. */
  majorEvent: { raise: number; text: Bilingual };
  /** Where an interruption has no step of its own, the other one counts. */
  duration: { interruption: DurationStep[]; other: DurationStep[]; text: Bilingual };
  /** The same fault again within so many days: raised for the review only. */
  repeat: { days: number; raise: number; text: Bilingual };
  /** Up to this overrun, and within its announced impact, planned work is no incident. */
  plannedWork: { overrunMaxS: number; text: Bilingual };
}

export interface MatrixContent {
  name: Bilingual;
  domains: MatrixDomain[];
  facts: Fact[];
  criteria: Criterion[];
  modifiers: Modifiers;
}

/** One version of a severity standard. */
export interface Matrix extends MatrixContent {
  id: string;
  version: number;
}

/** The level that is `by` levels graver; never above P1. */
export const raised = (level: Level, by = 1): Level =>
  levels[Math.max(0, levels.indexOf(level) - by)] ?? level;

/** Whether `level` is graver than `than`; anything is graver than no level. */
export const isGraver = (level: Level, than: Level | null): boolean =>
  than === null || levels.indexOf(level) < levels.indexOf(than);

/** The gravest of some levels; null of none. */
export const gravest = (some: readonly Level[]): Level | null =>
  some.reduce<Level | null>((worst, level) => (isGraver(level, worst) ? level : worst), null);
