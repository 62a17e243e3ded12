import type { Level } from '../severity/matrix.js';
import { noInput, percentOf, type Input } from './indicator.js';

/** What a request from another department weighs in R (R12, operations.md). */
export const requestWeight: Readonly<Record<Level, number>> = { P1: 4, P2: 3, P3: 2, P4: 1 };

const half = 0.5;

/**
 * R of an individual: half the own share and half the department's; a head has the department's, and
 * so has who was asked nothing. `n` is the department's, which the own requests are part of.
 */
export const responsiveness = (own: Input, department: Input, head: boolean): Input => {
  const [mine, ours] = [percentOf(own), percentOf(department)];
  if (ours === undefined) return own;
  if (head || mine === undefined) return department;
  const share = half * (mine / 100) + half * (ours / 100);
  return { numerator: share, denominator: 1, n: Math.max(own.n, department.n) };
};

/** Marks of a joint case (R12): restored in time, notices in time, not reopened, actions closed. */
export const jointMarks = { restored: 50, notices: 20, notReopened: 20, actions: 10 } as const;

/** Shares 0 to 1 of what the case had; what it had none of is left out. */
export type JointCase = Partial<Record<keyof typeof jointMarks, number>>;

/** 0 to 1, the same for every department of the case; the marks of what it had none of are shared. */
export const jointScore = (parts: JointCase): number | undefined => {
  const had = (Object.keys(jointMarks) as (keyof typeof jointMarks)[]).flatMap((key) => {
    const share = parts[key];
    return share === undefined ? [] : [{ marks: jointMarks[key], share }];
  });
  const possible = had.reduce((sum, { marks }) => sum + marks, 0);
  return possible === 0
    ? undefined
    : had.reduce((sum, { marks, share }) => sum + marks * share, 0) / possible;
};

/** Ratings under this many show nobody's own number (R12, 4c). */
export const anonymityFloor = 3;
/** Of each end, at least one rating is left out. */
const trimmedShare = 0.1;

/** Mean without the best and the worst tenth, one each at least; undefined under the floor. */
export const trimmedMean = (ratings: readonly number[]): number | undefined => {
  if (ratings.length < anonymityFloor) return undefined;
  const cut = Math.max(1, Math.floor(ratings.length * trimmedShare));
  const kept = ratings.toSorted((a, b) => a - b).slice(cut, ratings.length - cut);
  return kept.reduce((sum, rating) => sum + rating, 0) / kept.length;
};

/** Ratings are 0 to 1 each; those of one person show only from the floor on (R12). */
export const feedback = (own: readonly number[], department: readonly number[]): Input => {
  const ratings = own.length >= anonymityFloor ? own : department;
  const mean = trimmedMean(ratings);
  return mean === undefined
    ? { ...noInput, n: ratings.length }
    : { numerator: mean, denominator: 1, n: ratings.length };
};
