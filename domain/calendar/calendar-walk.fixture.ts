import fc from 'fast-check';
import {
  dateText,
  dayMinutes,
  minuteMs,
  minuteOf,
  timeOfDay,
  timeText,
  type Clock,
} from '../oncall/minute-walk.fixture.js';
import type { CalendarException, DayInterval, WorkCalendar } from './work-calendar.js';

/*
 * The oracle marks each minute of a table of clock readings as working or not, then counts minutes
 * one by one. It shares nothing with the rules but the calendar's data.
 */
export const firstDay = 4;
export const lastDay = 42;

/** Disjoint intervals of a day; an odd number of times ends in one that runs over midnight. */
const hours: fc.Arbitrary<DayInterval[]> = fc
  .uniqueArray(timeOfDay, { minLength: 2, maxLength: 5 })
  .map((times) => {
    const sorted = [...times].sort((a, b) => a - b).map(timeText);
    const night = sorted.length % 2 === 1 ? sorted.shift() : undefined;
    const made: DayInterval[] = [];
    for (let k = 0; k < sorted.length; k += 2) {
      const to = night !== undefined && k + 2 === sorted.length ? night : sorted[k + 1]!;
      made.push({ from: sorted[k]!, to });
    }
    return made;
  });

const dayPlan = fc.oneof(
  { weight: 3, arbitrary: hours },
  { weight: 1, arbitrary: fc.constant([]) },
);

const exception = fc.record({
  day: fc.integer({ min: firstDay - 3, max: lastDay + 1 }),
  kind: fc.constantFrom('holiday' as const, 'makeup_workday' as const, 'special' as const),
  hours,
  bare: fc.boolean(),
});

export const plan = fc.record({
  weekly: fc.array(dayPlan, { minLength: 7, maxLength: 7 }),
  exceptions: fc.uniqueArray(exception, { maxLength: 8, selector: ({ day }) => day }),
});
export type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

export function calendarOf(clock: Clock, { weekly, exceptions }: Plan): WorkCalendar {
  return {
    zone: clock.zone,
    weekly: weekly.map((intervals, k) => ({ day: k + 1, intervals })),
    exceptions: exceptions.map(({ day, kind, hours: own, bare }): CalendarException => {
      const none = kind === 'holiday' || (kind === 'makeup_workday' && bare);
      return { date: dateText(clock.start, day), kind, intervals: none ? [] : own };
    }),
    closedMode: 'closed',
    coveredYears: null,
  };
}

export interface Worked {
  /** per minute of the table */
  open: Uint8Array;
  /** per day of the table: first minute, and the minute of its close or -1 */
  days: { first: number; close: number }[];
}

const minuteOfDay = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

export function workedMinutes(clock: Clock, calendar: WorkCalendar): Worked {
  const open = new Uint8Array(clock.shown.length);
  const days: Worked['days'] = [];
  for (let day = 1; day <= lastDay + 2; day += 1) {
    const midnight = clock.start / minuteMs + day * dayMinutes;
    const first = minuteOf(clock, midnight);
    if (first >= minuteOf(clock, midnight + dayMinutes)) continue;
    let close = -1;
    for (const { from, to } of intervalsOn(calendar, dateText(clock.start, day))) {
      const late = minuteOfDay(to) <= minuteOfDay(from) ? dayMinutes : 0;
      const begin = minuteOf(clock, midnight + minuteOfDay(from));
      const end = minuteOf(clock, midnight + minuteOfDay(to) + late);
      for (let minute = begin; minute < end; minute += 1) open[minute] = 1;
      if (begin < end) close = Math.max(close, end);
    }
    days.push({ first, close });
  }
  return { open, days };
}

function intervalsOn(calendar: WorkCalendar, date: string): readonly DayInterval[] {
  const weekday = new Date(`${date}T12:00Z`).getUTCDay() || 7;
  const usual = calendar.weekly.find(({ intervals }) => intervals.length > 0)?.intervals ?? [];
  const own = calendar.exceptions.find((one) => one.date === date);
  if (own?.kind === 'holiday') return [];
  if (own?.kind === 'makeup_workday' && own.intervals.length === 0) return usual;
  if (own) return own.intervals;
  return calendar.weekly.find(({ day }) => day === weekday)?.intervals ?? [];
}

/** Minutes of the table that the tests begin at, more often on an hour or half an hour. */
export const anyMinute = fc.oneof(
  fc.integer({ min: firstDay * dayMinutes, max: 30 * dayMinutes }),
  fc.integer({ min: firstDay * 48, max: 30 * 48 }).map((half) => half * 30),
  fc.integer({ min: 22 * dayMinutes, max: 25 * dayMinutes }),
);

export const atMinute = (clock: Clock, minute: number): number => clock.start + minute * minuteMs;
