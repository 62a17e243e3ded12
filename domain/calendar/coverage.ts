import type { Instant } from '../machine.js';
import { dayMs, localParts, toInstant } from '../zone.js';
import { coversYear, type WorkCalendar } from './work-calendar.js';

/** Fewer days of coverage than this are worth a warning; China announces a year in November. */
export const coverageWarnDays = 60;

const coverageYearsMax = 200;

/** The end of the loaded years that follow one another from the year of `now` on. */
export function coveredUntil(calendar: WorkCalendar, now: Instant): Instant | undefined {
  if (calendar.coveredYears === null) return undefined;
  let { year } = localParts(calendar.zone, now);
  const first = year;
  while (coversYear(calendar, year) && year - first < coverageYearsMax) year += 1;
  const midnight = { month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  return year === first ? now : toInstant(calendar.zone, { year, ...midnight });
}

/** Whole days until due times become provisional; undefined where the pattern needs no years. */
export function coveredDaysLeft(calendar: WorkCalendar, now: Instant): number | undefined {
  const until = coveredUntil(calendar, now);
  return until === undefined ? undefined : Math.max(0, Math.floor((until - now) / dayMs));
}
