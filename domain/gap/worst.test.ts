import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { takeSnapshot } from '../calendar/take-snapshot.js';
import type { Target } from '../calendar/snapshot.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import { finishOf, stretches, worstLag, worstOf, type Owed } from './worst.js';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const dayMs = 24 * hourMs;
const from = Date.UTC(2026, 5, 1);
const reportDays = 9;
const reports = { from, until: from + reportDays * dayMs };
const reach = { from: from - dayMs, until: from + 60 * dayMs };

const clockTime = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Up to three intervals a day on some weekdays, at least one hour a week. */
const weekly = fc
  .record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    ends: fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 6 }),
  })
  .map(({ days, ends }) => {
    const sorted = ends.toSorted((a, b) => a - b);
    const intervals = Array.from({ length: Math.floor(sorted.length / 2) }, (_, k) => ({
      from: clockTime(sorted[2 * k] ?? 0),
      to: clockTime(sorted[2 * k + 1] ?? 24),
    }));
    return days.map((day) => ({ day, intervals }));
  });

const calendar = weekly.map((pattern): WorkCalendar => ({
  zone: 'Asia/Shanghai',
  weekly: pattern,
  exceptions: [],
  closedMode: 'accept_only',
  coveredYears: null,
}));

const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 24 }).map((n) => ({ ms: n * 15 * minuteMs })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }).map((workingDays) => ({ workingDays })) },
);

const owed: fc.Arbitrary<Owed> = fc
  .tuple(fc.option(calendar, { freq: 6, nil: 'always' as const }), target)
  .map(([hours, what]) => ({
    hours: hours === 'always' ? hours : takeSnapshot(hours, reach),
    target: what,
  }));

/** Every 15 minutes and the minute before and after: all edges of these calendars lie on them. */
const everyMinute = function* (): Generator<number> {
  for (let at = reports.from; at < reports.until; at += 15 * minuteMs) {
    for (const near of [at - 1, at, at + 1]) {
      if (near >= reports.from && near < reports.until) yield near;
    }
  }
};

const finish = (side: Owed, at: number): number => finishOf(side, at) ?? Number.NaN;

describe('the worst wait for a supplier (R4)', () => {
  it.each([0, 5, 7, 13, 21])(
    'is 44 h for 24 service hours of 08:00–22:00, reported when it closes, %i h into the day',
    (into) => {
      const adsl: WorkCalendar = {
        zone: 'Asia/Shanghai',
        weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({
          day,
          intervals: [{ from: '08:00', to: '22:00' }],
        })),
        exceptions: [],
        closedMode: 'accept_only',
        coveredYears: null,
      };
      const hours = takeSnapshot(adsl, reach);
      const from = reports.from + into * hourMs;
      const worst = worstOf({ hours, target: { ms: 24 * hourMs } }, { ...reports, from });
      expect(worst?.ms).toBe(44 * hourMs);
      expect(new Date(worst?.reportedAt ?? 0).toISOString()).toMatch(/T14:00:00/);
      const walked = { from: worst?.reportedAt ?? 0, until: worst?.finishAt ?? 0 };
      expect(stretches(hours, walked)).toEqual([
        { open: false, ms: 10 * hourMs },
        { open: true, ms: 14 * hourMs },
        { open: false, ms: 10 * hourMs },
        { open: true, ms: 10 * hourMs },
      ]);
    },
  );

  it('is the longest that any report of the period takes, tried one by one', () => {
    fc.assert(
      fc.property(owed, (supplier) => {
        let longest = 0;
        for (const at of everyMinute()) longest = Math.max(longest, finish(supplier, at) - at);
        expect(worstOf(supplier, reports)?.ms).toBe(longest);
      }),
      { numRuns: 15 },
    );
  });

  it('beyond what the customer is owed is found on both calendars, tried one by one', () => {
    fc.assert(
      fc.property(owed, owed, (supplier, customer) => {
        let latest = -Infinity;
        for (const at of everyMinute()) {
          latest = Math.max(latest, finish(supplier, at) - finish(customer, at));
        }
        expect(worstLag(supplier, customer, reports)?.lagMs).toBe(latest);
      }),
      { numRuns: 15 },
    );
  });

  it('is not known where the supplier never works', () => {
    const never: WorkCalendar = {
      ...{ zone: 'Asia/Shanghai', weekly: [], exceptions: [] },
      ...{ closedMode: 'closed', coveredYears: null },
    };
    const supplier = { hours: takeSnapshot(never, reach), target: { ms: hourMs } };
    expect(worstOf(supplier, reports)).toBeUndefined();
    const customer: Owed = { hours: 'always', target: { ms: hourMs } };
    expect(worstLag(supplier, customer, reports)).toBeUndefined();
  });

  it('adds up: closed and worked hours are all of the time between report and finish', () => {
    fc.assert(
      fc.property(
        owed,
        fc.integer({ min: 0, max: reportDays * 96 - 1 }),
        ({ hours, target: t }, n) => {
          const at = from + n * 15 * minuteMs;
          const until = finish({ hours, target: t }, at);
          const parts = stretches(hours, { from: at, until });
          expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBe(until - at);
          const worked = parts.filter(({ open }) => open).reduce((sum, { ms }) => sum + ms, 0);
          if ('ms' in t) expect(worked).toBe(t.ms);
        },
      ),
      { numRuns: 60 },
    );
  });
});
