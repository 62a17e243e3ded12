import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coveredDaysLeft } from './coverage.js';
import { mergeImport } from './merge-import.js';
import { exceptionKinds, type CalendarException, type WorkCalendar } from './work-calendar.js';

const exception = fc.record({
  date: fc
    .tuple(fc.constantFrom(2025, 2026, 2027), fc.integer({ min: 10, max: 28 }))
    .map(([year, day]) => `${year}-05-${day}`),
  kind: fc.constantFrom(...exceptionKinds),
  intervals: fc.constant([]),
});
const list = fc.uniqueArray(exception, { maxLength: 30, selector: ({ date }) => date });
const inYear = (year: number) => (it: CalendarException) => it.date.startsWith(String(year));

const calendar = (exceptions: CalendarException[]): WorkCalendar => ({
  ...{ zone: 'Asia/Shanghai', weekly: [], exceptions, closedMode: 'closed' },
  coveredYears: [2025],
});

test('an import fills its years, leaves others and own special days, and again changes nothing', () => {
  fc.assert(
    fc.property(list, list, (own, source) => {
      const years = [2026];
      const exceptions = source.filter(inYear(2026));
      const once = mergeImport(calendar(own), { exceptions, years }).calendar;
      expect(once.coveredYears).toEqual([2025, 2026]);
      for (const year of [2025, 2027]) {
        const others = own.filter(inYear(year)).map(({ date }) => date);
        expect(once.exceptions.filter(inYear(year)).map(({ date }) => date)).toEqual(others.sort());
      }
      for (const { date, kind } of own.filter(inYear(2026))) {
        const after = once.exceptions.find((it) => it.date === date);
        if (kind === 'special') expect(after?.kind).toBe('special');
      }
      for (const { date } of exceptions) {
        expect(once.exceptions.filter((it) => it.date === date)).toHaveLength(1);
      }
      const again = mergeImport(once, { exceptions, years });
      expect(again.calendar).toEqual(once);
      const { added, changed, removed } = again.diff;
      expect([added, changed, removed]).toEqual([[], [], []]);
    }),
    { numRuns: 200 },
  );
});

test('coverage ends where the loaded years stop following one another', () => {
  const now = Date.parse('2026-12-31T00:00:00+08:00');
  const left = (coveredYears: number[] | null) =>
    coveredDaysLeft({ ...calendar([]), coveredYears }, now);
  expect(left([2025, 2026])).toBe(1);
  expect(left([2026, 2028])).toBe(1);
  expect(left([2026, 2027])).toBe(366);
  expect(left([2025])).toBe(0);
  expect(left(null)).toBeUndefined();
});
