import { coversYear } from '../../domain/calendar/work-calendar.js';
import type { Instant } from '../../domain/machine.js';
import { dryRun, type DryRun } from '../../domain/review-cycle/dry-run.js';
import { readAheadDays } from '../../domain/review-cycle/stages.js';
import type { Weights } from '../../domain/review-cycle/state.js';
import { dayMs, localParts } from '../../domain/zone.js';
import { calendarOf } from '../calendar/calendars.js';
import type { Rows } from '../rows.js';
import type { CycleRow } from './cycles.js';
import { indicatorSources } from './indicator-views.js';
import { dryRunPeople } from './participants.js';

/** Calendar years that the cycle reaches and that are not loaded. */
async function yearsMissing(rows: Rows, cycle: CycleRow, now: Instant): Promise<number[]> {
  const { calendarId, periodUntil } = cycle;
  const row =
    calendarId === null ? null : await rows.workCalendar.findUnique({ where: { id: calendarId } });
  if (!row) return [];
  const calendar = calendarOf(row);
  const end = Math.max(periodUntil.getTime(), now);
  const years = [now, end, end + readAheadDays * dayMs].map(
    (at) => localParts(calendar.zone, at).year,
  );
  return [...new Set(years)].filter((year) => !coversYear(calendar, year));
}

/** Ratings come in the cycle itself: there are none before it opens. */
const comesLater = 'feedback';

/** Reads what the dry run of a cycle is about, and runs it; nothing is written. */
export async function dryRunOf(rows: Rows, cycle: CycleRow, now: Instant): Promise<DryRun> {
  const period = { from: cycle.periodFrom.getTime(), until: cycle.periodUntil.getTime() };
  const sources = await indicatorSources(rows, period);
  return dryRun({
    participants: await dryRunPeople(rows, cycle.id),
    weights: cycle.weights as unknown as Weights,
    sources: sources.filter(({ installed, indicator }) => installed && indicator !== comesLater),
    absent: sources.flatMap(({ installed, indicator }) => (installed ? [] : [indicator])),
    yearsMissing: await yearsMissing(rows, cycle, now),
  });
}
