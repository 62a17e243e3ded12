/** Local times `HH:mm`, 24:00 allowed; at or before `from` it ends on the next day. */
export interface DayInterval {
  from: string;
  to: string;
}

export interface WeeklyDay {
  /** ISO: Monday 1 .. Sunday 7 */
  day: number;
  intervals: readonly DayInterval[];
}

export const exceptionKinds = ['holiday', 'makeup_workday', 'special'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

/**
 * A date that differs from its weekday. A holiday has no hours; a make-up workday without hours of
 * its own has those of the first weekday of the pattern that has any; a special day has its own.
 * Hours belong to the date on which they start: a holiday does not cut the night before it.
 */
export interface CalendarException {
  /** local date, 2026-10-01 */
  date: string;
  kind: ExceptionKind;
  intervals: readonly DayInterval[];
  name?: { zh: string; en: string } | undefined;
}

/** Working hours (3a, operations.md). */
export interface WorkCalendar {
  zone: string;
  weekly: readonly WeeklyDay[];
  exceptions: readonly CalendarException[];
  /** What closed hours are: nobody there, or a report is taken and waits (N38, operations.md). */
  closedMode: 'closed' | 'accept_only';
  /**
   * Years whose exceptions are all there; outside them every answer is provisional. `null`: the
   * pattern needs no yearly data, such as 24×7.
   */
  coveredYears: readonly number[] | null;
}

export const weekDays = 7;
export const intervalsPerDayMax = 12;
export const exceptionsMax = 2_000;
export const coveredYearsMax = 100;
export const yearMin = 1970;
export const yearMax = 2199;

export type DayKind = 'weekly' | ExceptionKind;

/** What holds on a date: its exception, else its weekday. */
export interface DayRule {
  kind: DayKind;
  intervals: readonly DayInterval[];
  name?: { zh: string; en: string };
}

/** Answers what holds on a local date with its ISO weekday. */
export function dayRules(calendar: WorkCalendar): (date: string, weekday: number) => DayRule {
  const byDate = new Map(calendar.exceptions.map((exception) => [exception.date, exception]));
  const byWeekday = new Map(calendar.weekly.map(({ day, intervals }) => [day, intervals]));
  const usual =
    [...calendar.weekly].sort((a, b) => a.day - b.day).find(({ intervals }) => intervals.length > 0)
      ?.intervals ?? [];
  return (date, weekday) => {
    const found = byDate.get(date);
    if (!found) return { kind: 'weekly', intervals: byWeekday.get(weekday) ?? [] };
    const { kind, intervals, name } = found;
    const own = kind === 'makeup_workday' && intervals.length === 0 ? usual : intervals;
    return { kind, intervals: kind === 'holiday' ? [] : own, ...(name && { name }) };
  };
}

/** Whether the year's exceptions are there, so that nothing in it is provisional. */
export const coversYear = ({ coveredYears }: WorkCalendar, year: number): boolean =>
  coveredYears === null || coveredYears.includes(year);
