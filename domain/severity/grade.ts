import type { ImpactClass } from '../incident/severity.js';
import { isAnswered, verdictOn, type Facts } from './condition.js';
import {
  gravest,
  isGraver,
  type Bilingual,
  type Criterion,
  type Level,
  type Matrix,
} from './matrix.js';
import { modified, type Circumstances, type Modified } from './modifiers.js';

export interface GradeOptions extends Circumstances {
  /** The stated domains; where none is stated, those of the answered facts, else all. */
  domains?: readonly string[] | undefined;
  /** The grading deadline has passed: what is unanswered counts as its worst (R7). */
  deadlinePassed?: boolean | undefined;
}

export interface Hit {
  criterion: string;
  level: Level;
  domain: string;
  text: Bilingual;
}

/** A fact that could still raise the level, and how far. */
export interface Unanswered {
  fact: string;
  couldReach: Level;
}

export interface Grade extends Modified {
  /** From the gravest down. */
  hits: Hit[];
  /** What to ask next comes first. */
  unanswered: Unanswered[];
  /** The level stands for what nobody has answered yet; no customer notice goes out on it. */
  provisional: boolean;
  /** The gravest that the criteria say; null where they say nothing. */
  impactClass: ImpactClass | null;
  matrix: { id: string; version: number };
}

const impactOrder: readonly ImpactClass[] = ['interruption', 'degraded', 'redundancy_loss', 'none'];

/**
 * Grades facts by a standard (R7, operations.md): the highest criterion hit wins, then the
 * modifiers. Facts of all domains count; only what is unanswered is limited to the stated ones.
 */
export function grade(matrix: Matrix, facts: Facts, options: GradeOptions = {}): Grade {
  const hits = matrix.criteria.filter((it) => verdictOn(it, facts) === 'hit').sort(byLevel);
  const computed = gravest(hits.map(({ level }) => level));
  const open = openAbove(matrix, { facts, options, than: computed });
  const worstOpen = gravest(open.map(({ level }) => level));
  const provisional = options.deadlinePassed === true && worstOpen !== null;
  const impactClass = gravestImpact(hits);
  const result = modified(matrix.modifiers, provisional ? worstOpen : computed, {
    ...options,
    interruption: options.interruption === true || impactClass === 'interruption',
  });
  return {
    ...result,
    hits: hits.map(({ id, level, domain, text }) => ({ criterion: id, level, domain, text })),
    unanswered: unansweredIn(matrix, open, facts),
    provisional: provisional && result.level !== null,
    impactClass,
    matrix: { id: matrix.id, version: matrix.version },
  };
}

const byLevel = (a: Criterion, b: Criterion): number => {
  if (a.level === b.level) return 0;
  return isGraver(a.level, b.level) ? -1 : 1;
};

/** Criteria of the stated domains that missing answers may still turn into a graver hit. */
function openAbove(
  matrix: Matrix,
  { facts, options, than }: { facts: Facts; options: GradeOptions; than: Level | null },
): Criterion[] {
  const stated = statedDomains(matrix, facts, options);
  return matrix.criteria.filter(
    (it) => stated.has(it.domain) && isGraver(it.level, than) && verdictOn(it, facts) === 'open',
  );
}

function statedDomains(matrix: Matrix, facts: Facts, { domains }: GradeOptions): Set<string> {
  if (domains !== undefined && domains.length > 0) return new Set(domains);
  const answered = matrix.facts.filter(({ id }) => isAnswered(facts, id));
  const known = answered.length > 0 ? answered : matrix.facts;
  return new Set(known.map(({ domain }) => domain));
}

function unansweredIn(matrix: Matrix, open: readonly Criterion[], facts: Facts): Unanswered[] {
  const reach = (fact: string): Level | null =>
    gravest(open.filter(({ all }) => all.some((it) => it.fact === fact)).map(({ level }) => level));
  return matrix.facts
    .filter(({ id }) => !isAnswered(facts, id))
    .flatMap(({ id }) => {
      const couldReach = reach(id);
      return couldReach === null ? [] : [{ fact: id, couldReach }];
    })
    .sort((a, b) => a.couldReach.localeCompare(b.couldReach));
}

function gravestImpact(hits: readonly Criterion[]): ImpactClass | null {
  const said = new Set(hits.map(({ impactClass }) => impactClass));
  return impactOrder.find((impact) => said.has(impact)) ?? null;
}
