import { coveredDaysLeft } from '../../domain/calendar/coverage.js';
import type { Database } from '../database.js';
import { calendarOf } from './calendars.js';

/** Calendars whose coverage is measured. */
const measuredMax = 500;

/** Days of coverage left per calendar that is loaded year by year. */
export async function readCoveredDays(
  { prisma }: Pick<Database, 'prisma'>,
  now: number,
): Promise<{ calendar: string; days: number }[]> {
  const rows = await prisma.workCalendar.findMany({
    where: { byYear: true },
    orderBy: { id: 'asc' },
    take: measuredMax,
  });
  return rows.map((row) => ({
    calendar: row.id,
    days: coveredDaysLeft(calendarOf(row), now) ?? 0,
  }));
}
