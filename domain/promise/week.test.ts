import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { digestWeekAt } from './week.js';

const zone = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('the week of a digest', () => {
  test.each([
    ['2026-11-23T08:59:59', '2026-W47'],
    ['2026-11-23T09:00:00', '2026-W48'],
    ['2026-11-29T23:59:59', '2026-W48'],
    ['2026-12-31T12:00:00', '2026-W53'],
    ['2027-01-04T08:00:00', '2026-W53'],
    ['2027-01-04T09:00:00', '2027-W01'],
    ['2025-12-29T09:00:00', '2026-W01'],
  ])('at %s is %s', (when, key) => {
    expect(digestWeekAt(zone, at(when)).key).toBe(key);
  });

  it('holds the instant it is asked for, and the next one begins where it ends', () => {
    const zones = fc.constantFrom(zone, 'UTC', 'Europe/Berlin', 'America/New_York');
    const instant = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(zones, instant, (where, now) => {
        const week = digestWeekAt(where, now);
        expect(week.from).toBeLessThanOrEqual(now);
        expect(week.until).toBeGreaterThan(now);
        const next = digestWeekAt(where, week.until);
        expect(next.from).toBe(week.until);
        expect(next.key).not.toBe(week.key);
      }),
      { numRuns: 300 },
    );
  });
});
