import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { coverageMin, scoreCard, type CardInput } from './card.js';
import { cardOf, indicatorKeys, type IndicatorKey } from './formula.js';
import type { Input } from './indicator.js';

const full = (percent: number, n = 100): Input => ({
  numerator: percent * n,
  denominator: 100 * n,
  n,
});

const all = (percent: number): CardInput['inputs'] =>
  Object.fromEntries(indicatorKeys.map((key) => [key, full(percent)]));

const operations = cardOf('operations');
const everything = new Set<IndicatorKey>(indicatorKeys);
const input: CardInput = { card: operations, inputs: all(100), installed: everything };

const without = (...keys: IndicatorKey[]): Set<IndicatorKey> =>
  new Set(indicatorKeys.filter((key) => !keys.includes(key)));

const runs = 200;
const someInput = fc
  .record({
    denominator: fc.integer({ min: 1, max: 400 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    n: fc.nat(60),
  })
  .map(({ denominator, share, n }): Input => ({ numerator: denominator * share, denominator, n }));
const someInputs = fc.dictionary(fc.constantFrom(...indicatorKeys), someInput);
const someInstalled = fc.subarray([...indicatorKeys]).map((keys) => new Set(keys));
const someManager = fc.integer({ min: -20, max: 20 });

describe('the review score (R12)', () => {
  it('is 100 where everything is at its target, but for what is lower-is-better', () => {
    const inputs = { ...all(100), repeat: full(0) };
    expect(scoreCard({ ...input, inputs })).toMatchObject({ final: 100, band: 'S', coverage: 100 });
  });

  it.each([
    [85, 0],
    [92, 50],
    [99, 100],
    [84, 0],
    [100, 100],
  ])('scores acknowledgement of %d %% on time as %d', (percent, score) => {
    const inputs = { acknowledge: full(percent) };
    const { blocks } = scoreCard({ ...input, inputs, installed: new Set(['acknowledge']) });
    expect(blocks[0]?.indicators[0]?.score).toBeCloseTo(score, 9);
  });

  it.each([
    [10, 0],
    [6, 50],
    [2, 100],
    [0, 100],
    [30, 0],
  ])('scores repeats of %d %% as %d, because fewer are better', (percent, score) => {
    const { blocks } = scoreCard({ ...input, inputs: { repeat: full(percent) } });
    const repeat = blocks[0]?.indicators.find(({ key }) => key === 'repeat');
    expect(repeat?.score).toBeCloseTo(score, 9);
  });

  it('shares the weight of an indicator with too few records', () => {
    const inputs = { ...all(100), repeat: full(0), acknowledge: full(0, 9), restore: full(0, 4) };
    const { blocks, final } = scoreCard({ ...input, inputs });
    expect(blocks[0]?.indicators.slice(0, 2)).toMatchObject([
      { key: 'acknowledge', standing: 'too_few', n: 9 },
      { key: 'restore', standing: 'too_few', n: 4 },
    ]);
    expect(final).toBe(100);
  });

  it('shares the weight of a source that is not installed, and says so', () => {
    const inputs = { ...all(100), repeat: full(0), qc: full(0) };
    const { blocks, final } = scoreCard({ ...input, inputs, installed: without('qc') });
    expect(blocks[1]?.indicators[0]).toMatchObject({ key: 'qc', standing: 'not_installed', n: 0 });
    expect(final).toBe(100);
  });

  it('measures coverage over what is installed only', () => {
    const inputs = { restore: full(97) };
    const installed = new Set<IndicatorKey>(['restore']);
    expect(scoreCard({ ...input, inputs, installed }).coverage).toBe(100);
    const two = new Set<IndicatorKey>(['restore', 'acknowledge']);
    expect(scoreCard({ ...input, inputs, installed: two }).coverage).toBeCloseTo(
      (100 * 25) / 45,
      9,
    );
  });

  it('says that data do not suffice instead of guessing', () => {
    const inputs = { qc: full(95), grading: full(98), critical: full(100), customer: full(96) };
    const result = scoreCard({ ...input, inputs });
    expect(result).toMatchObject({ insufficient: true, coverage: 20 });
    expect(result).not.toHaveProperty('final');
    expect(result).not.toHaveProperty('band');
  });

  it('has no score where nothing is installed', () => {
    expect(scoreCard({ ...input, installed: new Set() })).toMatchObject({ insufficient: true });
  });

  it.each([
    [5, 55],
    [-5, 45],
    [9, 55],
    [-9, 45],
    [0, 50],
  ])('takes %d points of the manager to a score of %d', (manager, final) => {
    const half: CardInput = {
      card: cardOf('linkage'),
      inputs: { responsiveness: full(50), joint: full(50), feedback: full(50), kept: full(50) },
      installed: everything,
    };
    expect(scoreCard({ ...half, manager }).final).toBe(final);
  });

  it('stays within 0 and 100 whatever comes in, and its parts do', () => {
    fc.assert(
      fc.property(someInputs, someInstalled, someManager, (inputs, installed, manager) => {
        const result = scoreCard({ card: operations, inputs, installed, manager });
        const scores = [
          result.final ?? 0,
          ...result.blocks.flatMap(({ score, indicators }) => [
            score ?? 0,
            ...indicators.map((each) => each.score ?? 0),
          ]),
        ];
        for (const score of scores) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        expect(result.insufficient).toBe(result.final === undefined);
        if (result.final !== undefined) expect(result.coverage).toBeGreaterThanOrEqual(coverageMin);
      }),
      { numRuns: runs },
    );
  });

  it('lies between the worst and the best of its counted indicators, whatever weight is shared', () => {
    fc.assert(
      fc.property(someInputs, someInstalled, (inputs, installed) => {
        const { blocks, final } = scoreCard({ card: operations, inputs, installed });
        const scores = blocks.flatMap(({ indicators }) =>
          indicators.flatMap(({ score }) => (score === undefined ? [] : [score])),
        );
        if (final === undefined) return;
        expect(final).toBeGreaterThanOrEqual(Math.min(...scores) - 0.05 - 1e-6);
        expect(final).toBeLessThanOrEqual(Math.max(...scores) + 0.05 + 1e-6);
      }),
      { numRuns: runs },
    );
  });

  it('never falls where one indicator rises', () => {
    fc.assert(
      fc.property(someInputs, fc.constantFrom(...indicatorKeys), someInput, (inputs, key, one) => {
        if (key === 'repeat') return;
        const least = scoreCard({
          ...input,
          inputs: { ...inputs, [key]: { ...one, numerator: 0 } },
        });
        const most = scoreCard({
          ...input,
          inputs: { ...inputs, [key]: { ...one, numerator: one.denominator } },
        });
        expect(most.final ?? 0).toBeGreaterThanOrEqual(least.final ?? 0);
      }),
      { numRuns: runs },
    );
  });
});
