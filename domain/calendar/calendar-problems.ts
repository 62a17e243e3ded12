import { parseDate, parseTime } from '../oncall/local-time.js';
import { dayMs, isZone } from '../zone.js';
import {
  coveredYearsMax,
  exceptionsMax,
  intervalsPerDayMax,
  weekDays,
  yearMax,
  yearMin,
  type CalendarException,
  type DayInterval,
  type WorkCalendar,
} from './work-calendar.js';

export type CalendarProblemCode =
  | 'too_few'
  | 'too_many'
  | 'repeated'
  | 'unknown_zone'
  | 'bad_date'
  | 'bad_time'
  | 'out_of_range'
  | 'overlaps'
  | 'holiday_with_hours'
  | 'special_without_hours';

export interface CalendarProblem {
  /** JSON pointer into the calendar */
  pointer: string;
  code: CalendarProblemCode;
}

/** Everything that is wrong with a calendar; an empty list makes it fit for `takeSnapshot`. */
export function calendarProblems(calendar: WorkCalendar): CalendarProblem[] {
  return [
    ...(isZone(calendar.zone) ? [] : [problem('/zone', 'unknown_zone')]),
    ...weeklyProblems(calendar),
    ...exceptionListProblems(calendar.exceptions),
    ...yearProblems(calendar.coveredYears ?? []),
  ];
}

/** What is wrong with one exception, by pointers into it. */
export function exceptionProblems(exception: CalendarException): CalendarProblem[] {
  const { date, kind, intervals } = exception;
  const hours = intervals.length > 0;
  const wall = parseDate(date);
  const year = Number(date.slice(0, 4));
  const inRange = wall !== undefined && year >= yearMin && year <= yearMax;
  return [
    ...(inRange ? [] : [problem('/date', 'bad_date')]),
    ...(kind === 'holiday' && hours ? [problem('/intervals', 'holiday_with_hours')] : []),
    ...(kind === 'special' && !hours ? [problem('/intervals', 'special_without_hours')] : []),
    ...intervalProblems(intervals, '/intervals'),
  ];
}

function weeklyProblems({ weekly }: WorkCalendar): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  if (weekly.length > weekDays) problems.push(problem('/weekly', 'too_many'));
  if (!weekly.some(({ intervals }) => intervals.length > 0)) {
    problems.push(problem('/weekly', 'too_few'));
  }
  const seen = new Set<number>();
  for (const [index, { day, intervals }] of weekly.entries()) {
    const at = `/weekly/${index}`;
    const known = Number.isInteger(day) && day >= 1 && day <= weekDays;
    if (!known) problems.push(problem(`${at}/day`, 'out_of_range'));
    if (seen.has(day)) problems.push(problem(`${at}/day`, 'repeated'));
    seen.add(day);
    problems.push(...intervalProblems(intervals, `${at}/intervals`));
  }
  return problems;
}

function exceptionListProblems(exceptions: readonly CalendarException[]): CalendarProblem[] {
  if (exceptions.length > exceptionsMax) return [problem('/exceptions', 'too_many')];
  const seen = new Set<string>();
  return exceptions.flatMap((exception, index) => {
    const at = `/exceptions/${index}`;
    const repeated = seen.has(exception.date) ? [problem(`${at}/date`, 'repeated')] : [];
    seen.add(exception.date);
    const own = exceptionProblems(exception);
    return [...repeated, ...own.map(({ pointer, code }) => problem(`${at}${pointer}`, code))];
  });
}

/** Intervals of one date must not overlap one another, the part after midnight included. */
function intervalProblems(intervals: readonly DayInterval[], at: string): CalendarProblem[] {
  if (intervals.length > intervalsPerDayMax) return [problem(at, 'too_many')];
  const problems: CalendarProblem[] = [];
  const spans: { from: number; to: number; index: number }[] = [];
  for (const [index, { from, to }] of intervals.entries()) {
    const start = parseTime(from);
    const end = parseTime(to);
    if (start === undefined || start >= dayMs)
      problems.push(problem(`${at}/${index}/from`, 'bad_time'));
    if (end === undefined) problems.push(problem(`${at}/${index}/to`, 'bad_time'));
    if (start === undefined || end === undefined) continue;
    spans.push({ from: start, to: end <= start ? end + dayMs : end, index });
  }
  spans.sort((a, b) => a.from - b.from);
  for (const [k, span] of spans.entries()) {
    const before = spans[k - 1];
    if (before && before.to > span.from) problems.push(problem(`${at}/${span.index}`, 'overlaps'));
  }
  return problems;
}

function yearProblems(years: readonly number[]): CalendarProblem[] {
  if (years.length > coveredYearsMax) return [problem('/coveredYears', 'too_many')];
  return years.flatMap((year, index) => {
    const at = `/coveredYears/${index}`;
    const inRange = Number.isInteger(year) && year >= yearMin && year <= yearMax;
    return [
      ...(inRange ? [] : [problem(at, 'out_of_range')]),
      ...(years.indexOf(year) === index ? [] : [problem(at, 'repeated')]),
    ];
  });
}

const problem = (pointer: string, code: CalendarProblemCode): CalendarProblem => ({
  pointer,
  code,
});
