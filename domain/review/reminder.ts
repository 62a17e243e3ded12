import type { Instant } from '../machine.js';
import type { WorkDay } from './stage-days.js';

/** Digests go out so long after work begins, once the night's steps are on record. */
export const digestAfterMs = 30 * 60_000;
/** A late form is named on the first, the third and then each fifth working day. */
const lateDays = [1, 3] as const;
const lateEvery = 5;

export type Reminder = 'started' | 'in_three_days' | 'tomorrow' | 'today' | 'late';

const hoursOfDayMs = 86_400_000;

/** The working day that `at` falls on, by its place; undefined on a day off. */
const placeOf = (days: readonly WorkDay[], at: Instant): number | undefined => {
  const place = days.findIndex(
    ([opensAt], k) => at >= opensAt && at < (days[k + 1]?.[0] ?? opensAt + hoursOfDayMs),
  );
  const day = days[place];
  return day && at - day[0] < hoursOfDayMs ? place : undefined;
};

/**
 * Why somebody is reminded of a form today (V7, operations.md): its step began, it is due in three
 * days, tomorrow or today, or it is late. Undefined on every other day.
 */
export const reminderOf = (
  { startAt, dueAt }: { startAt: Instant; dueAt: Instant },
  days: readonly WorkDay[],
  at: Instant,
): Reminder | undefined => {
  const today = placeOf(days, at);
  if (today === undefined) return undefined;
  const due = days.findLastIndex(([opensAt]) => opensAt <= dueAt);
  const left = due - today;
  if (left < 0) {
    const late = -left;
    return lateDays.some((day) => day === late) || late % lateEvery === 0 ? 'late' : undefined;
  }
  if (left === 0) return 'today';
  if (left === 1) return 'tomorrow';
  if (left === 3) return 'in_three_days';
  const first = days.findIndex(([opensAt]) => opensAt + digestAfterMs >= startAt);
  return first === today ? 'started' : undefined;
};
