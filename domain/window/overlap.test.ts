import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { findOverlaps, overlapKey, type Outage, type Pair } from './overlap.js';
import { windowStatuses, type WindowImpact, type WindowStatus } from './window.js';

const now = Date.UTC(2026, 10, 23);
const hour = 3_600_000;
const span = (from: number, hours: number) => ({
  from: now + from * hour,
  until: now + (from + hours) * hour,
});
const pair: Pair = { key: 'pair:1', kind: '2N', legs: ['a', 'b'] };

const outage = (window: string, leg: string, more: Partial<Outage> = {}): Outage => ({
  window,
  status: 'confirmed',
  spans: [span(24, 4)],
  legs: [{ id: leg, impact: 'outage' }],
  ...more,
});

describe('windows over both legs of a pair', () => {
  it('are found with the hours that they share', () => {
    const two = outage('w2', 'b', { spans: [span(26, 4)] });
    expect(findOverlaps([pair], [two, outage('w1', 'a')], now)).toEqual([
      { pair: 'pair:1', first: 'w1', second: 'w2', ...span(26, 2), legs: ['a', 'b'] },
    ]);
  });

  it('are found where one window takes both', () => {
    const both = outage('w1', 'a', { legs: [{ id: 'a' }, { id: 'b' }] });
    const found = findOverlaps([pair], [both, outage('w2', 'b')], now);
    expect(found.map(overlapKey)).toEqual(['pair:1 w1']);
  });

  test.each<[string, Outage[]]>([
    ['that only touch in time', [outage('w1', 'a'), outage('w2', 'b', { spans: [span(28, 1)] })]],
    ['on the same leg', [outage('w1', 'a'), outage('w2', 'a')]],
    ['on a leg of another pair', [outage('w1', 'a'), outage('w2', 'c')]],
    ['that are called off', [outage('w1', 'a'), outage('w2', 'b', { status: 'cancelled' })]],
    [
      'without impact on one leg',
      [outage('w1', 'a'), outage('w2', 'b', { legs: [{ id: 'b', impact: 'reduced_redundancy' }] })],
    ],
  ])('%s are none', (_, outages) => {
    expect(findOverlaps([pair], outages, now)).toEqual([]);
  });

  it('are none once they are over', () => {
    const outages = [outage('w1', 'a'), outage('w2', 'b')];
    expect(findOverlaps([pair], outages, now + 27 * hour)).toHaveLength(1);
    expect(findOverlaps([pair], outages, now + 28 * hour)).toEqual([]);
  });

  it('of three legs with one to spare need two away, without redundancy one', () => {
    const three = { ...pair, kind: 'N+1' as const, legs: ['a', 'b', 'c'] };
    expect(findOverlaps([three], [outage('w1', 'a'), outage('w2', 'c')], now)).toHaveLength(1);
    expect(findOverlaps([three], [outage('w1', 'a')], now)).toEqual([]);
    expect(findOverlaps([{ ...pair, kind: 'N' }], [outage('w1', 'a')], now)).toHaveLength(1);
  });

  it('of several nights are one finding, the first of them', () => {
    const nights = { spans: [span(48, 2), span(24, 2)] };
    const found = findOverlaps([pair], [outage('w1', 'a', nights), outage('w2', 'b', nights)], now);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(span(24, 2));
  });
});

const anyOutage: fc.Arbitrary<Outage> = fc.record({
  window: fc.constantFrom('w1', 'w2', 'w3', 'w4'),
  status: fc.constantFrom<WindowStatus>(...windowStatuses),
  spans: fc.array(
    fc
      .record({ from: fc.nat(60), hours: fc.integer({ min: 1, max: 9 }) })
      .map((at) => span(at.from, at.hours)),
    { maxLength: 3 },
  ),
  legs: fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      impact: fc.constantFrom<WindowImpact | undefined>(
        'outage',
        'degraded',
        'no_impact',
        undefined,
      ),
    }),
    { maxLength: 3 },
  ),
});

describe('the search', () => {
  it('finds the same whatever order the windows came in, each finding once', () => {
    const outages = fc.uniqueArray(anyOutage, { maxLength: 4, selector: ({ window }) => window });
    fc.assert(
      fc.property(outages, (given) => {
        const keys = (list: Outage[]) => findOverlaps([pair], list, now).map(overlapKey).sort();
        expect(keys([...given].reverse())).toEqual(keys(given));
        expect(new Set(keys(given)).size).toBe(keys(given).length);
      }),
      { numRuns: 300 },
    );
  });

  it('finds every hour in which both legs are away, and no other', () => {
    const outages = fc.uniqueArray(anyOutage, { maxLength: 4, selector: ({ window }) => window });
    const awayAt = (list: Outage[], leg: string, at: number) =>
      list.some(
        ({ status, spans, legs }) =>
          status !== 'cancelled' &&
          status !== 'completed' &&
          spans.some(({ from, until }) => from <= at && at < until) &&
          legs.some(({ id, impact }) => id === leg && impact !== 'no_impact'),
      );
    fc.assert(
      fc.property(outages, (given) => {
        const hours = Array.from({ length: 72 }, (_, k) => now + k * hour + 1);
        const blind = hours.some((at) => awayAt(given, 'a', at) && awayAt(given, 'b', at));
        expect(findOverlaps([pair], given, now).length > 0).toBe(blind);
      }),
      { numRuns: 300 },
    );
  });
});
