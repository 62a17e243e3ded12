import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { indicatorKeys, formulaVersion, type IndicatorKey } from './formula.js';
import { departmentInputs, personInputs, scoreGiven, type Given, type Inputs } from './given.js';
import type { Input } from './indicator.js';

const someInput = fc
  .record({
    denominator: fc.integer({ min: 1, max: 50 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ denominator, share }): Input => ({
    ...{ numerator: denominator * share, denominator, n: denominator },
  }));
const someInputs: fc.Arbitrary<Inputs> = fc.dictionary(
  fc.constantFrom(...indicatorKeys),
  someInput,
);
const ratings = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
const given = (change: Partial<Given> = {}): Given => ({
  ...{ formula: formulaVersion, card: 'linkage', weights: {}, installed: [...indicatorKeys] },
  ...{ inputs: {}, corrections: 0 },
  ...change,
});
const good = { numerator: 7, denominator: 10, n: 10 };
const linkage: Inputs = { responsiveness: good, joint: good, feedback: good, kept: good };

describe('a score from what was frozen', () => {
  it('is the same again, also after it was stored (I9)', () => {
    fc.assert(
      fc.property(
        someInputs,
        fc.constantFrom('operations' as const, 'linkage' as const),
        (inputs, card) => {
          const stands = given({ inputs, card, manager: 2 });
          const stored = JSON.parse(JSON.stringify(stands)) as Given;
          expect(scoreGiven(stored)).toEqual(scoreGiven(stands));
        },
      ),
    );
  });

  it('carries what calibration changed, and stays within 0 and 100', () => {
    expect(scoreGiven(given({ inputs: linkage }))).toMatchObject({ final: 70, band: 'B' });
    const changed = given({ inputs: linkage, calibration: 10.5 });
    expect(scoreGiven(changed)).toMatchObject({ final: 80.5, band: 'A', calibration: 10.5 });
    expect(scoreGiven(given({ inputs: linkage, calibration: 90 })).final).toBe(100);
  });

  it('is the second-level manager’s only where the data do not suffice (R12)', () => {
    expect(scoreGiven(given({ decided: 66 }))).toMatchObject({
      ...{ final: 66, decided: true, insufficient: true },
    });
    expect(scoreGiven(given({ inputs: linkage, decided: 66 })).final).toBe(70);
  });
});

describe('what counts for a person (R12)', () => {
  const sources = fc.record({
    ...{ own: someInputs, department: someInputs },
    ratings: fc.record({ own: ratings, department: ratings }),
    head: fc.boolean(),
  });

  it('has the same joint number for everybody of a department, and for the department', () => {
    fc.assert(
      fc.property(sources, someInputs, (one, own) => {
        const other = { ...one, own, head: !one.head };
        expect(personInputs(other).joint).toEqual(personInputs(one).joint);
        const whole = { department: one.department, ratings: one.ratings.department };
        expect(departmentInputs(whole).joint).toEqual(personInputs(one).joint);
      }),
    );
  });

  it('leaves results, quality and growth the person’s own', () => {
    const own: IndicatorKey[] = ['acknowledge', 'restore', 'notice', 'grading', 'drill'];
    fc.assert(
      fc.property(sources, (one) => {
        for (const key of own) expect(personInputs(one)[key]).toEqual(one.own[key]);
      }),
    );
  });
});
