import { dateWall, timeMs } from '../oncall/local-time.js';
import { dayMs, instantAt, wallAt, weekdayOf, type Wall } from '../zone.js';
import { dateText } from './local-date.js';
import { clip, union, type Snapshot, type SnapshotDay, type Span } from './snapshot.js';
import { dayRules, type DayInterval, type DayRule, type WorkCalendar } from './work-calendar.js';

/** Longest stretch that one snapshot holds. */
export const snapshotDaysMax = 1_100;

/** Hours end at most two days after their date's 00:00; a zone's change may add another day. */
const daysBack = 3;
const daysAhead = 1;

interface DatedDay extends Span {
  date: string;
  weekday: number;
  rule: DayRule;
  hours: Span[];
}

/**
 * A calendar as plain intervals over [from, until). Never call it from workflow code: it asks the
 * running Node for the zone. The calendar must have passed `calendarProblems`.
 * Hours whose ends a change of the clocks skips or repeats follow `instantAt`; a date that the zone
 * skipped whole has no hours.
 * Throws a RangeError for more than `snapshotDaysMax` days.
 */
export function takeSnapshot(calendar: WorkCalendar, { from, until }: Span): Snapshot {
  if (until - from > snapshotDaysMax * dayMs) {
    throw new RangeError(`a snapshot covers at most ${snapshotDaysMax} days`);
  }
  const all = datedDays(calendar, { from, until });
  return {
    from,
    until,
    open: union(
      clip(
        all.flatMap(({ hours }) => hours),
        { from, until },
      ),
    ),
    days: all.filter((day) => day.from <= until && from < day.until).map(plainDay),
    covered: coveredSpans(calendar, { from, until }),
    closedMode: calendar.closedMode,
  };
}

function datedDays(calendar: WorkCalendar, { from, until }: Span): DatedDay[] {
  const { zone } = calendar;
  const ruleOf = dayRules(calendar);
  const first = Math.floor(wallAt(zone, from) / dayMs) - daysBack;
  const last = Math.floor(wallAt(zone, until) / dayMs) + daysAhead;
  const days: DatedDay[] = [];
  for (let day = first; day <= last; day += 1) {
    const midnight = day * dayMs;
    const begins = instantAt(zone, midnight);
    const ends = instantAt(zone, midnight + dayMs);
    if (begins >= ends) continue;
    const date = dateText(midnight);
    const weekday = weekdayOf(midnight);
    const rule = ruleOf(date, weekday);
    const hours = hoursOn(zone, midnight, rule.intervals);
    days.push({ date, weekday, from: begins, until: ends, rule, hours });
  }
  return days;
}

function plainDay({ date, weekday, from, until, rule, hours }: DatedDay): SnapshotDay {
  const closesAt = hours.at(-1)?.until;
  return {
    ...{ date, weekday, from, until, kind: rule.kind },
    ...(rule.name && { name: rule.name }),
    ...(closesAt !== undefined && { closesAt }),
  };
}

function hoursOn(zone: string, midnight: Wall, intervals: readonly DayInterval[]): Span[] {
  return union(
    intervals.map((interval) => {
      const from = timeMs(interval.from);
      const to = timeMs(interval.to);
      return {
        from: instantAt(zone, midnight + from),
        until: instantAt(zone, midnight + (to <= from ? to + dayMs : to)),
      };
    }),
  );
}

/** The loaded years, neighbours joined; beyond the window a year goes on, so ends are not cut. */
function coveredSpans({ zone, coveredYears }: WorkCalendar, { from, until }: Span): Span[] {
  if (coveredYears === null) return [{ from, until: until + dayMs }];
  const spans = coveredYears.map((year) => ({
    from: instantAt(zone, dateWall(`${year}-01-01`)),
    until: instantAt(zone, dateWall(`${year + 1}-01-01`)),
  }));
  return union(spans).filter((span) => span.from <= until && from <= span.until);
}

/** One date with its own hours, whole. */
export type CalendarDay = Pick<DatedDay, 'date' | 'weekday' | 'rule' | 'hours'>;

/**
 * The dates that touch [from, until), with their own hours whole, as `takeSnapshot` sees them.
 * Throws a RangeError as it does.
 */
export function calendarDays(calendar: WorkCalendar, { from, until }: Span): CalendarDay[] {
  if (until - from > snapshotDaysMax * dayMs) {
    throw new RangeError(`at most ${snapshotDaysMax} days`);
  }
  return datedDays(calendar, { from, until })
    .filter((day) => day.from < until && from < day.until)
    .map(({ date, weekday, rule, hours }) => ({ date, weekday, rule, hours }));
}
