import type { ImpactClass } from '../incident/state.js';
import { levels } from '../severity/matrix.js';
import { fullStandard, lookup, promisedByContract, type Found, type Promises } from './lookup.js';
import type { Question } from './lookup.js';

/** An interruption without a commitment and without an agreed standard (R5). */
export const interruptionRestoreS = 2 * 3_600;

export interface RestoreTarget {
  /** Seconds from the question's `at` on the clock on the wall; undefined: the level's own. */
  restoreS?: number;
  source: Found | 'interruption_default' | 'level';
}

export interface RestoreQuestion extends Omit<Question, 'metric'> {
  impactClass: ImpactClass;
}

/** Seconds until what was found is due, when it starts at the question's `at`, on its calendar. */
export type WallSeconds = (found: Found) => number;

/**
 * The restore target of an incident (R3, R5 operations.md). Of an interruption: the tighter of the
 * contract's commitment and the product line's full standard, the tightest of all severities, else
 * 2 h: neither the customer's tier nor the grade is looked at. Of anything else: what the look-up
 * finds, else nothing, and the level's target holds.
 */
export function restoreTarget(
  promises: Promises,
  { impactClass, ...rest }: RestoreQuestion,
  wallS: WallSeconds,
): RestoreTarget {
  const asked: Question = { ...rest, metric: 'restore' };
  if (impactClass !== 'interruption') {
    const found = lookup(promises, asked);
    return found ? { restoreS: wallS(found), source: found } : { source: 'level' };
  }
  const { severity: _whatever, ...anyGrade } = asked;
  const candidates = [anyGrade, ...levels.map((severity) => ({ ...anyGrade, severity }))]
    .flatMap((each) => [promisedByContract(promises, each), fullStandard(promises, each)])
    .filter((found) => found !== undefined)
    .map((found) => ({ restoreS: wallS(found), source: found }))
    .toSorted((a, b) => a.restoreS - b.restoreS);
  return candidates[0] ?? { restoreS: interruptionRestoreS, source: 'interruption_default' };
}
