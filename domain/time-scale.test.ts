import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scaleFactorMax, scaleFactorMin, virtualAt, wallAt, type TimeScale } from './time-scale.js';

const t0 = Date.UTC(2026, 10, 23, 18, 0);
const hourMs = 3_600_000;

const scales = fc.record({
  at: fc.integer({ min: t0 - hourMs, max: t0 + hourMs }),
  factor: fc.integer({ min: scaleFactorMin, max: scaleFactorMax }),
});
const instants = fc.integer({ min: t0 - 2 * hourMs, max: t0 + 100 * hourMs });

describe('a time scale', () => {
  it('lets a half hour pass in thirty seconds at factor 60', () => {
    const scale: TimeScale = { at: t0, factor: 60 };
    expect(virtualAt(scale, t0 + 30_000)).toBe(t0 + 30 * 60_000);
    expect(wallAt(scale, t0 + 30 * 60_000)).toBe(t0 + 30_000);
  });

  it('is the clock on the wall before its anchor and where there is none', () => {
    const scale: TimeScale = { at: t0, factor: 60 };
    expect([virtualAt(scale, t0 - 5_000), wallAt(scale, t0 - 5_000)]).toEqual([
      t0 - 5_000,
      t0 - 5_000,
    ]);
    expect([virtualAt(undefined, t0), wallAt(undefined, t0)]).toEqual([t0, t0]);
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(scales, instants, fc.nat(10_000), (scale, wall, later) => {
        expect(virtualAt(scale, wall + later)).toBeGreaterThanOrEqual(virtualAt(scale, wall));
      }),
    );
  });

  it('has reached a due time at the wall time it names, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(scales, instants, (scale, due) => {
        const wall = wallAt(scale, due);
        expect(virtualAt(scale, wall)).toBeGreaterThanOrEqual(due);
        expect(virtualAt(scale, wall - 1)).toBeLessThan(due);
      }),
    );
  });
});
