import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { bandOf, roundHalfUp } from './rounding.js';

describe('a score is rounded once, half up (R13)', () => {
  it.each([
    [84.95, 85],
    [84.949, 84.9],
    [0.05, 0.1],
    [1.005, 1],
    [72.25, 72.3],
    [72.35, 72.4],
    [100, 100],
    [0, 0],
  ])('%d becomes %d', (value, rounded) => expect(roundHalfUp(value)).toBe(rounded));

  it('takes every exact half up, however binary fractions write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), (tenths) => {
        expect(roundHalfUp((tenths * 10 + 5) / 100)).toBeCloseTo((tenths + 1) / 10, 9);
      }),
    );
  });

  it('leaves what is rounded alone', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (value) => {
        const once = roundHalfUp(value);
        expect(roundHalfUp(once)).toBe(once);
        expect(Math.abs(once - value)).toBeLessThanOrEqual(0.05 + 1e-6);
      }),
    );
  });

  it.each([
    [90, 'S'],
    [89.9, 'A'],
    [80, 'A'],
    [79.9, 'B'],
    [70, 'B'],
    [69.9, 'C'],
    [60, 'C'],
    [59.9, 'D'],
    [0, 'D'],
  ])('%d is in band %s', (final, band) => expect(bandOf(final)).toBe(band));
});
