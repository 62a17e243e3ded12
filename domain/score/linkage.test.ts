import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { percentOf, noInput, type Input } from './indicator.js';
import {
  anonymityFloor,
  feedback,
  jointScore,
  requestWeight,
  responsiveness,
  trimmedMean,
} from './linkage.js';

const share = (numerator: number, denominator: number, n = denominator): Input => ({
  ...{ numerator, denominator, n },
});

describe('answers to other departments (R of R12)', () => {
  it('weigh 4, 3, 2 and 1 from P1 to P4', () => {
    expect(requestWeight).toEqual({ P1: 4, P2: 3, P3: 2, P4: 1 });
  });

  it('are half the own and half the department’s for an individual', () => {
    expect(percentOf(responsiveness(share(4, 4), share(6, 10), false))).toBeCloseTo(80, 9);
  });

  it('are the department’s for its head', () => {
    expect(responsiveness(share(4, 4), share(6, 10), true)).toEqual(share(6, 10));
  });

  it('are the department’s for somebody who was asked nothing', () => {
    expect(responsiveness(noInput, share(6, 10), false)).toEqual(share(6, 10));
  });
});

describe('a joint case (J of R12)', () => {
  it.each([
    [{ restored: 1, notices: 1, notReopened: 1, actions: 1 }, 1],
    [{ restored: 0, notices: 1, notReopened: 1, actions: 1 }, 0.5],
    [{ restored: 1, notices: 0.5, notReopened: 0, actions: 0 }, 0.6],
    [{ restored: 1, notReopened: 0 }, 50 / 70],
  ])('%j is worth %d', (parts, score) => expect(jointScore(parts)).toBeCloseTo(score, 9));

  it('is worth nothing said where it had nothing', () => expect(jointScore({})).toBeUndefined());
});

describe('ratings of those who shared an event (F of R12)', () => {
  it('leave out the best and the worst', () => {
    expect(trimmedMean([0.2, 0.8, 1])).toBe(0.8);
    expect(trimmedMean([1, 0.2, 0.8, 0.6])).toBeCloseTo(0.7, 9);
  });

  it('show nobody’s own number below the floor: only the department’s goes in', () => {
    const ratings = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(ratings, ratings, ratings, (own, other, department) => {
        const [a, b] = [own, other].map((each) => each.slice(0, anonymityFloor - 1));
        expect(feedback(a ?? [], department)).toEqual(feedback(b ?? [], department));
      }),
    );
  });

  it('are no number at all where the department has too few as well', () => {
    expect(percentOf(feedback([1, 1], [1, 1]))).toBeUndefined();
  });

  it('lie within what was given', () => {
    const ratings = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 3,
      maxLength: 40,
    });
    fc.assert(
      fc.property(ratings, (given) => {
        const mean = trimmedMean(given) ?? Number.NaN;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...given) - 1e-12);
        expect(mean).toBeLessThanOrEqual(Math.max(...given) + 1e-12);
      }),
    );
  });
});
