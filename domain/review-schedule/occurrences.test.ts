import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import { localParts } from '../zone.js';
import { nextOccurrences, occurrenceAt, occurrenceOfKey, pastOccurrences } from './occurrences.js';
import { cadences, type ReviewSchedule } from './schedule.js';

const calendar: WorkCalendar = {
  zone: 'Asia/Shanghai',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
  exceptions: [{ date: '2026-12-25', kind: 'holiday', intervals: [] }],
  closedMode: 'closed',
  coveredYears: [2026],
};
const schedule: ReviewSchedule = {
  ...{ code: 'OPS', cadence: 'quarterly', leadDays: 10, hour: 9, moves: [] },
};
const now = Date.UTC(2026, 10, 23);
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('the calls of a review schedule', () => {
  it('come ten working days before the end of the period, holidays left out', () => {
    const five = nextOccurrences(schedule, calendar, { now, count: 5 });
    expect(five.map(({ key, at, provisional }) => [key, iso(at), provisional])).toEqual([
      ['2026Q4-OPS', '2026-12-16T01:00', false],
      ['2027Q1-OPS', '2027-03-17T01:00', true],
      ['2027Q2-OPS', '2027-06-16T01:00', true],
      ['2027Q3-OPS', '2027-09-16T01:00', true],
      ['2027Q4-OPS', '2027-12-17T01:00', true],
    ]);
    expect([iso(five[0]?.period.from ?? 0), iso(five[0]?.period.until ?? 0)]).toEqual([
      '2026-09-30T16:00',
      '2026-12-31T16:00',
    ]);
  });

  test.each([
    ['monthly', '2026M11-OPS'],
    ['half_yearly', '2026H2-OPS'],
    ['yearly', '2026-OPS'],
  ] as const)('%s have keys of their own', (cadence, key) => {
    const [next] = nextOccurrences({ ...schedule, cadence, leadDays: 2 }, calendar, {
      now,
      count: 1,
    });
    expect(next?.key).toBe(key);
  });

  it('keep their key when they are moved, also into the next period', () => {
    const at = Date.UTC(2027, 0, 8, 2);
    const moved = { ...schedule, moves: [{ key: '2026Q4-OPS', at }] };
    const [first] = nextOccurrences(moved, calendar, { now, count: 1 });
    expect(first).toMatchObject({ key: '2026Q4-OPS', at, moved: true });
    expect(occurrenceAt(moved, calendar, at).key).toBe('2026Q4-OPS');
    expect(nextOccurrences(moved, calendar, { now: at, count: 1 })[0]?.key).toBe('2027Q1-OPS');
  });

  it('are told by their nominal time, whenever they really run', () => {
    const [next] = nextOccurrences(schedule, calendar, { now, count: 1 });
    expect(occurrenceAt(schedule, calendar, next?.at ?? 0).key).toBe('2026Q4-OPS');
    expect(occurrenceAt(schedule, calendar, now).key).toBe('2026Q4-OPS');
    expect(occurrenceOfKey(schedule, calendar, { key: '2025Q2-OPS', now })?.key).toBe('2025Q2-OPS');
    expect(occurrenceOfKey(schedule, calendar, { key: '2025Q2-NET', now })).toBeUndefined();
    expect(pastOccurrences(schedule, calendar, { now, count: 2 }).map(({ key }) => key)).toEqual([
      '2026Q2-OPS',
      '2026Q3-OPS',
    ]);
  });

  it('have one key each, rise in time, lie in their period and at their hour', () => {
    const any = fc.record({
      cadence: fc.constantFrom(...cadences),
      leadDays: fc.integer({ min: 0, max: 15 }),
      hour: fc.integer({ min: 4, max: 23 }),
      zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC'),
      from: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
    });
    fc.assert(
      fc.property(any, ({ cadence, leadDays, hour, zone, from }) => {
        const on = { ...calendar, zone, exceptions: [] };
        const one = { ...schedule, cadence, leadDays, hour };
        const found = nextOccurrences(one, on, { now: from, count: 5 });
        expect(new Set(found.map(({ key }) => key)).size).toBe(5);
        for (const [k, { at, period, key }] of found.entries()) {
          expect(at).toBeGreaterThan(found[k - 1]?.at ?? from);
          expect(localParts(zone, at).hour).toBe(hour);
          expect(at).toBeLessThan(period.until);
          expect(occurrenceAt(one, on, at).key).toBe(key);
        }
      }),
      { numRuns: 60 },
    );
  });
});
