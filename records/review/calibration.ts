import { v5 as uuidv5 } from 'uuid';

import {
  outliersOf,
  shiftsOf,
  unreviewed,
  type Outlier,
  type Scoring,
  type Shift,
} from '../../domain/review-cycle/outliers.js';
import type { Rows } from '../rows.js';
import { standingScores } from './sheet.js';

const idSpace = '5d1a0f7c-3c55-5b7e-9c12-0d7c1e0a4b66';

const undone = '_undone';

/** A change that a calibrator asks for; `after` absent: looked at, and stays. */
export interface Look {
  review: string;
  after?: number | undefined;
  reason: string;
}

export interface Looked {
  id: string;
  review: string;
  person: string;
  before: number;
  after: number;
  reason: string;
}

/** Who of a cycle was looked at, and whose scores lie far off. */
export interface Calibrating {
  outliers: Outlier[];
  shifts: Shift[];
  looked: ReadonlySet<string>;
  unreviewed: Outlier[];
}

/** What the panel has before it; people are compared within card and department. */
export async function calibrating(rows: Rows, cycle: string): Promise<Calibrating> {
  const scores = await standingScores(rows, cycle);
  const scored = scores.flatMap((row): Scoring[] => {
    const { review, person, manager, card, department, final } = row;
    if (final === undefined) return [];
    return [{ review, person, manager, peers: `${card}/${department ?? ''}`, score: final }];
  });
  const changed = await rows.$queryRaw<{ review: string }[]>`
    select distinct c.review_id as review from calibration_change c
    where c.cycle_id = ${cycle} and right(c.id, 7) <> ${undone}
      and not exists (select from calibration_change u where u.id = c.id || ${undone})`;
  const looked = new Set(changed.map(({ review }) => review));
  const outliers = outliersOf(scored);
  return { outliers, shifts: shiftsOf(scored), looked, unreviewed: unreviewed(outliers, looked) };
}

/** What each change would write; undefined for a review without a score. */
export async function looksAt(
  rows: Rows,
  { cycle, updateId }: { cycle: string; updateId: string },
  looks: readonly Look[],
): Promise<(Looked | undefined)[]> {
  const scores = new Map((await standingScores(rows, cycle)).map((row) => [row.review, row]));
  return looks.map(({ review, after, reason }, n) => {
    const row = scores.get(review);
    if (row?.final === undefined) return undefined;
    const { person, final } = row;
    const id = `cal_${uuidv5(`${updateId}/${n}`, idSpace)}`;
    return { id, review, person, before: final, after: after ?? final, reason };
  });
}

/** Writes changes; rows are never changed, so that one that was refused is undone by its reverse. */
export async function writeLooks(
  rows: Rows,
  looks: readonly Looked[],
  { cycle, by, at }: { cycle: string; by: string; at: Date },
): Promise<void> {
  await rows.calibrationChange.createMany({
    skipDuplicates: true,
    data: looks.map(({ id, review, person, before, after, reason }) => ({
      ...{ id, cycleId: cycle, reviewId: review, personId: person, before, after, reason },
      ...{ byId: by, at },
    })),
  });
}

export const reverseOf = ({ id, before, after, ...look }: Looked, reason: string): Looked => ({
  ...look,
  ...{ id: `${id}${undone}`, before: after, after: before, reason },
});
