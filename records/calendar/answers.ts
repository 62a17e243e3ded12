import { notFound, Refused } from '../../contracts/api/refused.js';
import type { CoverageAnswer, DaysAnswer, WalkAnswer } from '../../contracts/calendar/answers.js';
import { stepText } from '../../contracts/calendar/step-text.js';
import { targetOf } from '../../contracts/calendar/target.js';
import type { Language } from '../../contracts/text.js';
import { coverageWarnDays, coveredDaysLeft, coveredUntil } from '../../domain/calendar/coverage.js';
import type { Run } from '../../domain/calendar/snapshot.js';
import {
  calendarDays,
  snapshotDaysMax,
  takeSnapshot,
} from '../../domain/calendar/take-snapshot.js';
import { percentDue, thresholds, walk } from '../../domain/calendar/walk.js';
import { coversYear, type WorkCalendar } from '../../domain/calendar/work-calendar.js';
import { parseDate } from '../../domain/oncall/local-time.js';
import { dayMs, instantAt, localParts } from '../../domain/zone.js';
import type { Rows } from '../directory/access.js';
import { brokenRule } from '../directory/tree.js';
import { calendarOf } from './calendars.js';

/** The dates of one answer. */
export const daysAnsweredMax = 400;

/** Each try looks further; most due times are near. */
const horizonsDays = [45, 400, snapshotDaysMax] as const;

interface Loaded {
  calendar: WorkCalendar;
  version: number;
}

async function load(rows: Rows, id: string): Promise<Loaded> {
  const row = await rows.workCalendar.findUnique({ where: { id } });
  if (!row) throw notFound('calendar');
  return { calendar: calendarOf(row), version: row.version };
}

interface WalkQuestion {
  start: number;
  /** As `targetOf` reads it. */
  target: string;
  language: Language;
}

/** When a target that starts then is due on this calendar, and why (R11, operations.md). */
export async function walkOf(
  rows: Rows,
  id: string,
  { start: startAt, target: given, language }: WalkQuestion,
): Promise<WalkAnswer> {
  const { calendar, version } = await load(rows, id);
  const target = targetOf(given);
  if (!target) throw new Refused('invalid_field', { field: '/query/target' });
  const run: Run = { startAt, target };
  for (const days of horizonsDays) {
    const snapshot = takeSnapshot(calendar, { from: startAt, until: startAt + days * dayMs });
    const walked = walk(snapshot, run);
    if (walked.kind !== 'due') continue;
    const { dueAt, provisional, steps } = walked;
    return {
      ...{ calendar: id, calendarVersion: version, startAt, target: given, dueAt, provisional },
      thresholds: thresholds.flatMap((percent) => {
        const due = percentDue(snapshot, run, percent);
        return due.kind === 'due' ? [{ percent, at: due.dueAt }] : [];
      }),
      steps: steps.map((step) => ({
        ...{ key: step.key, at: step.at },
        ...(step.until !== undefined && { until: step.until }),
        text: stepText(step, { language, zone: calendar.zone }),
      })),
    };
  }
  const limit = new Date(startAt + snapshotDaysMax * dayMs).toISOString();
  throw new Refused('time_too_far', { field: '/query/target', limit });
}

/** What holds on each local date from `from` to `to`, both included. */
export async function daysOf(
  rows: Rows,
  id: string,
  { from, to }: { from: string; to: string },
): Promise<DaysAnswer> {
  const { calendar } = await load(rows, id);
  const first = dateOf('/query/from', from);
  const last = dateOf('/query/to', to);
  if (last < first) throw new Refused('impossible_order', { field: '/query/to' });
  if ((last - first) / dayMs >= daysAnsweredMax) {
    throw brokenRule('/query/to', `at most ${daysAnsweredMax} days`);
  }
  const days = calendarDays(calendar, {
    from: instantAt(calendar.zone, first),
    until: instantAt(calendar.zone, last + dayMs),
  });
  return {
    items: days.map(({ date, weekday, rule, hours }) => ({
      ...{ date, weekday, kind: rule.kind, name: rule.name ?? null },
      working: hours.length > 0,
      provisional: !coversYear(calendar, Number(date.slice(0, 4))),
      intervals: hours,
    })),
  };
}

function dateOf(pointer: string, text: string): number {
  const wall = parseDate(text);
  if (wall !== undefined) return wall;
  const detail = `${text} is not a date`;
  throw new Refused('invalid_field', {}, [{ pointer, code: 'invalid_field', detail }]);
}

/** Which years are loaded, and how many days are left until due times become provisional. */
export async function coverageOf(rows: Rows, id: string, now: number): Promise<CoverageAnswer> {
  const { calendar } = await load(rows, id);
  const { coveredYears, exceptions } = calendar;
  const daysLeft = coveredDaysLeft(calendar, now) ?? null;
  const { year: present } = localParts(calendar.zone, now);
  const first = Math.min(present, ...(coveredYears ?? []));
  const last = Math.max(present, ...(coveredYears ?? [])) + 1;
  const years = Array.from({ length: last - first + 1 }, (_, k) => first + k);
  return {
    coveredYears: coveredYears === null ? null : [...coveredYears],
    coveredUntil: coveredUntil(calendar, now) ?? null,
    daysLeft,
    warning: daysLeft !== null && daysLeft < coverageWarnDays,
    warnBelowDays: coverageWarnDays,
    years: years.map((year) => {
      const own = exceptions.filter(({ date }) => date.startsWith(`${year}-`));
      const count = (kind: string) => own.filter((exception) => exception.kind === kind).length;
      const covered = coversYear(calendar, year);
      return {
        ...{ year, covered, provisional: !covered },
        holidays: count('holiday'),
        makeupWorkdays: count('makeup_workday'),
        specials: count('special'),
      };
    }),
  };
}
