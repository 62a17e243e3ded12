import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { outlierSds, outliersOf, shiftsOf, unreviewed, type Scoring } from './outliers.js';

const scoring = (person: string, score: number, manager = 'm', peers = 'ops'): Scoring => ({
  ...{ review: `rev_${person}`, person, manager, peers, score },
});

describe('calibration', () => {
  it('finds scores beyond 1.5 standard deviations of their peers, and nobody else', () => {
    const all = [70, 71, 72, 73, 74, 95].map((score, n) => scoring(`p${n}`, score));
    expect(outliersOf(all)).toMatchObject([{ person: 'p5', score: 95 }]);
    expect(outliersOf(all)[0]?.sds).toBeGreaterThan(2);
  });

  it('compares within peers only, and not where there are too few of them', () => {
    const few = [50, 60, 70, 99].map((score, n) => scoring(`p${n}`, score));
    expect(outliersOf(few)).toEqual([]);
    const other = [90, 91, 92, 93, 94].map((score, n) => scoring(`q${n}`, score, 'm', 'linkage'));
    const ops = [60, 61, 62, 63, 64].map((score, n) => scoring(`p${n}`, score));
    expect(outliersOf([...ops, ...other])).toEqual([]);
  });

  it('names a manager whose people score far from those of the others', () => {
    const mild = ['a', 'b', 'c', 'd'].map((id) => scoring(id, 95, 'mild'));
    const rest = ['e', 'f', 'g', 'h'].flatMap((id) => [
      scoring(id, 70, 'x'),
      scoring(`${id}2`, 72, 'y'),
    ]);
    expect(shiftsOf([...mild, ...rest]).map(({ manager }) => manager)).toEqual(['mild']);
    expect(shiftsOf(rest)).toEqual([]);
  });

  it('is over once each outlier was looked at', () => {
    const all = [70, 71, 72, 73, 74, 95].map((score, n) => scoring(`p${n}`, score));
    const outliers = outliersOf(all);
    expect(unreviewed(outliers, new Set())).toHaveLength(1);
    expect(unreviewed(outliers, new Set(['rev_p5']))).toEqual([]);
  });

  it('does not depend on the order, and every one it names is far from the mean', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(scores, (values) => {
        const all = values.map((value, n) => scoring(`p${n}`, value / 10));
        const found = outliersOf(all);
        const again = outliersOf([...all].reverse()).map(({ review }) => review);
        expect(again.toSorted()).toEqual(found.map(({ review }) => review).toSorted());
        for (const { sds } of found) expect(Math.abs(sds)).toBeGreaterThan(outlierSds);
        expect(found.length).toBeLessThan(all.length);
      }),
      { numRuns: 100 },
    );
  });
});
