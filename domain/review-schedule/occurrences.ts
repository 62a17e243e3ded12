import { calendarDays } from '../calendar/take-snapshot.js';
import { coversYear, type WorkCalendar } from '../calendar/work-calendar.js';
import type { Instant } from '../machine.js';
import { dayMs, hourMs, instantAt, localParts, toInstant } from '../zone.js';
import type { Cadence, Occurrence, ReviewSchedule } from './schedule.js';

const monthsOf: Record<Cadence, number> = { monthly: 1, quarterly: 3, half_yearly: 6, yearly: 12 };
const monthsPerYear = 12;
/** Days before the end of a period that are read; thirty working days fit in with a long holiday. */
const readBackDays = 70;

/** A period of a cadence: the `n`-th of a year, from 0. */
interface Period {
  year: number;
  n: number;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026Q4-OPS`; monthly `2026M11-OPS`, half-yearly `2026H2-OPS`, yearly `2026-OPS`. */
export const keyOf = (cadence: Cadence, { year, n }: Period, code: string): string => {
  const part = {
    monthly: `M${two(n + 1)}`,
    quarterly: `Q${n + 1}`,
    half_yearly: `H${n + 1}`,
    yearly: '',
  }[cadence];
  return `${year}${part}-${code}`;
};

/** The period that an instant lies in, by the local date. */
const periodAt = (cadence: Cadence, zone: string, at: Instant): Period => {
  const { year, month } = localParts(zone, at);
  return { year, n: Math.floor((month - 1) / monthsOf[cadence]) };
};

const shifted = (cadence: Cadence, { year, n }: Period, by: number): Period => {
  const perYear = monthsPerYear / monthsOf[cadence];
  const all = year * perYear + n + by;
  return { year: Math.floor(all / perYear), n: ((all % perYear) + perYear) % perYear };
};

const startOf = (cadence: Cadence, zone: string, { year, n }: Period): Instant =>
  toInstant(zone, {
    ...{ year, month: n * monthsOf[cadence] + 1, day: 1 },
    ...{ hour: 0, minute: 0, second: 0 },
  });

/** The local 00:00 of the working day so many before the last day of a period. */
const callDay = (calendar: WorkCalendar, until: Instant, leadDays: number): Instant => {
  const last = until - dayMs;
  if (leadDays === 0) return last;
  const days = calendarDays(calendar, { from: until - readBackDays * dayMs, until: last })
    .filter(({ hours }) => hours.length > 0)
    .map(({ date }) => date);
  const date = days.at(-leadDays);
  if (date === undefined) return until - (leadDays + 1) * dayMs;
  return instantAt(calendar.zone, Date.parse(`${date}T00:00:00Z`));
};

const occurrenceOf = (
  schedule: ReviewSchedule,
  calendar: WorkCalendar,
  period: Period,
): Occurrence => {
  const { cadence, code, leadDays, hour, moves } = schedule;
  const { zone } = calendar;
  const key = keyOf(cadence, period, code);
  const from = startOf(cadence, zone, period);
  const until = startOf(cadence, zone, shifted(cadence, period, 1));
  const day = localParts(zone, callDay(calendar, until, leadDays));
  const usual = toInstant(zone, {
    ...{ year: day.year, month: day.month, day: day.day },
    ...{ hour, minute: 0, second: 0 },
  });
  const move = moves.find((one) => one.key === key);
  const provisional = !coversYear(calendar, localParts(zone, usual).year);
  return {
    key,
    period: { from, until },
    at: move?.at ?? usual,
    moved: move !== undefined,
    provisional,
  };
};

/** Periods are looked through so far either way; a call is moved by less than that. */
const periodsAroundMax = 26;

const around = (
  schedule: ReviewSchedule,
  calendar: WorkCalendar,
  { at, before, after }: { at: Instant; before: number; after: number },
): Occurrence[] => {
  const present = periodAt(schedule.cadence, calendar.zone, at);
  const count = before + after + 1;
  return Array.from({ length: count }, (_, k) =>
    occurrenceOf(schedule, calendar, shifted(schedule.cadence, present, k - before)),
  ).toSorted((a, b) => a.at - b.at);
};

/** The next calls after `now`, in order (temporal.md 2.6). */
export const nextOccurrences = (
  schedule: ReviewSchedule,
  calendar: WorkCalendar,
  { now, count }: { now: Instant; count: number },
): Occurrence[] =>
  around(schedule, calendar, { at: now, before: 3, after: Math.min(periodsAroundMax, count + 3) })
    .filter(({ at }) => at > now)
    .slice(0, count);

/** The latest calls up to `now`, so that one that was missed can be made up for. */
export const pastOccurrences = (
  schedule: ReviewSchedule,
  calendar: WorkCalendar,
  { now, count }: { now: Instant; count: number },
): Occurrence[] =>
  around(schedule, calendar, { at: now, before: Math.min(periodsAroundMax, count + 3), after: 3 })
    .filter(({ at }) => at <= now)
    .slice(-count);

/** Calls are due on the second. */
const sameCallMs = hourMs / 2;

/** Which cycle a call at its nominal time is for: the one due then, else the one of its period. */
export const occurrenceAt = (
  schedule: ReviewSchedule,
  calendar: WorkCalendar,
  nominal: Instant,
): Occurrence => {
  const near = around(schedule, calendar, { at: nominal, before: 6, after: 6 });
  const due = near.find(({ at }) => Math.abs(at - nominal) < sameCallMs);
  const within = near.find(({ period }) => period.from <= nominal && nominal < period.until);
  const found = due ?? within;
  if (!found) throw new Error('an instant lies in a period');
  return found;
};

/** The call of a key; undefined where the key is none of this schedule's, or far away. */
export const occurrenceOfKey = (
  schedule: ReviewSchedule,
  calendar: WorkCalendar,
  { key, now }: { key: string; now: Instant },
): Occurrence | undefined =>
  around(schedule, calendar, {
    ...{ at: now, before: periodsAroundMax, after: periodsAroundMax },
  }).find((one) => one.key === key);
