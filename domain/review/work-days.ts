import type { Span } from '../calendar/snapshot.js';
import type { Clock, Hours } from '../clock.js';
import type { Instant } from '../machine.js';
import { workDaysMax } from './state.js';
import {
  closeDay,
  datedStages,
  stageDays,
  type StageDates,
  type StageSpan,
  type WorkDay,
} from './stage-days.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** The period's last day may be an hour longer where the clocks change. */
const lastDayMs = dayMs + hourMs;

/**
 * The working days that begin within a span, at most `workDaysMax` of them. Without a calendar every
 * day is one, from the hour of `from` on.
 */
export const workDaysOf = (hours: Hours, { from, until }: Span): WorkDay[] => {
  if (hours === 'always') {
    const count = Math.min(workDaysMax, Math.max(0, Math.floor((until - from) / dayMs)));
    return Array.from({ length: count }, (_, k) => [from + k * dayMs, from + (k + 1) * dayMs]);
  }
  return hours.days
    .flatMap(({ from: midnight, closesAt }): WorkDay[] => {
      if (closesAt === undefined) return [];
      const span = hours.open.find((one) => one.until > midnight && one.from < closesAt);
      const opensAt = Math.max(midnight, span?.from ?? midnight);
      return opensAt >= from && opensAt < until ? [[opensAt, closesAt]] : [];
    })
    .slice(0, workDaysMax);
};

/** Beyond the days that are known every day is taken for one. */
const beyond = ([opensAt, closesAt]: WorkDay, days: number): WorkDay => [
  opensAt + days * dayMs,
  closesAt + days * dayMs,
];

/** The day on which `at` lies where the last known day is repeated for ever. */
const lastBefore = (days: readonly WorkDay[], at: Instant): WorkDay => {
  const last = days.at(-1);
  return last ? beyond(last, Math.floor((at - last[0]) / dayMs)) : [at, at + dayMs];
};

/** The n-th working day (from 1) that begins after `at`. */
export const dayAfter = (days: readonly WorkDay[], at: Instant, n: number): WorkDay => {
  const later = days.filter(([opensAt]) => opensAt > at);
  const found = later[n - 1];
  if (found) return found;
  const last = later.at(-1) ?? lastBefore(days, at);
  return beyond(last, n - later.length);
};

/** The close of the n-th working day after `at`, as clocks owed in working days are walked (R11). */
export const closeAfter = (days: readonly WorkDay[], at: Instant, n: number): Instant =>
  dayAfter(days, at, n)[1];

/** The n-th working day (from 1) before the day that ends with the period. */
const dayBefore = (days: readonly WorkDay[], end: Instant, n: number): WorkDay => {
  const earlier = days.filter(([opensAt]) => opensAt < end - lastDayMs);
  const found = earlier.at(-n);
  if (found) return found;
  const first = earlier[0] ?? [end - lastDayMs - dayMs, end - lastDayMs];
  return beyond(first, earlier.length - n);
};

/** Day 0 is the last day of the period; what begins with it begins when the period is over. */
const dayAt = (days: readonly WorkDay[], end: Instant, n: number): WorkDay => {
  if (n === 0) return [end, end];
  return n > 0 ? dayAfter(days, end - 1, n) : dayBefore(days, end, -n);
};

/** When each step of a cycle begins and ends, walked from the end of its period (4c). */
export const stageDatesOf = (days: readonly WorkDay[], end: Instant): StageDates => {
  const spans = datedStages.map((stage) => {
    const [first, last] = stageDays[stage];
    return [stage, { from: dayAt(days, end, first)[0], until: dayAt(days, end, last)[1] }];
  });
  return { ...Object.fromEntries(spans), close: dayAt(days, end, closeDay)[0] } as StageDates;
};

/** A clock that runs from here to there, owed in the working days between. */
export const clockOver = (
  obligation: string,
  { from, until }: StageSpan,
  { workDays, calendar }: { workDays: readonly WorkDay[]; calendar?: string | undefined },
): Clock => ({
  obligation,
  startAt: from,
  dueAt: until,
  target: {
    workingDays: workDays.filter(([, closesAt]) => closesAt > from && closesAt <= until).length,
  },
  ...(calendar !== undefined && { calendar }),
});
