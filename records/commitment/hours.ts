import { targetOf } from '../../contracts/calendar/target.js';
import type { Hours } from '../../domain/clock.js';
import { startClock } from '../../domain/clock.js';
import { snapshotDaysMax, takeSnapshot } from '../../domain/calendar/take-snapshot.js';
import type { Instant } from '../../domain/machine.js';
import { dayMs } from '../../domain/zone.js';
import { calendarOf } from '../calendar/calendars.js';
import type { Rows } from '../rows.js';

const horizonDays = 400;

/** The working hours of a calendar from `at` on; every hour counts where there is none. */
export async function hoursFrom(
  rows: Rows,
  calendar: string | null | undefined,
  { at, days = horizonDays }: { at: Instant; days?: number },
): Promise<Hours> {
  if (calendar == null) return 'always';
  const row = await rows.workCalendar.findUnique({ where: { id: calendar } });
  if (!row) return 'always';
  const until = at + Math.min(days, snapshotDaysMax) * dayMs;
  return takeSnapshot(calendarOf(row), { from: at, until });
}

/** Seconds on the clock on the wall until a target that starts at `at` is due; rounded up. */
export function wallSeconds(target: string, at: Instant, hours: Hours): number {
  const parsed = targetOf(target);
  if (!parsed) throw new Error(`a stored target that is none: ${target}`);
  return Math.ceil((startClock('target', at, { target: parsed, hours }).dueAt - at) / 1000);
}
