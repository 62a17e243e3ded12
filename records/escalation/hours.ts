import { takeSnapshot } from '../../domain/calendar/take-snapshot.js';
import type { Span } from '../../domain/calendar/snapshot.js';
import type { DayInterval, WorkCalendar } from '../../domain/calendar/work-calendar.js';
import type { Hours } from '../../domain/clock.js';
import type { Party } from '../../domain/escalation/state.js';
import { calendarOf } from '../calendar/calendars.js';
import type { Rows } from '../rows.js';

const minutesPerDay = 1_440;
const days = [1, 2, 3, 4, 5, 6, 7];

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

const two = (part: number): string => String(part).padStart(2, '0');
const timeOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** What is left of a day outside these local hours; an end at or before its start is next day's. */
export function workedHours(acceptOnly: readonly DayInterval[]): DayInterval[] {
  const closed = acceptOnly.flatMap(({ from, to }) => {
    const [start, end] = [minuteOf(from), minuteOf(to)];
    return end > start ? [[start, end]] : [[start, minutesPerDay], ...(end > 0 ? [[0, end]] : [])];
  });
  const open: DayInterval[] = [];
  let at = 0;
  const edges = [...closed, [minutesPerDay, minutesPerDay]].toSorted(([a = 0], [b = 0]) => a - b);
  for (const [from = 0, until = 0] of edges) {
    if (from > at) open.push({ from: timeOf(at), to: timeOf(from) });
    at = Math.max(at, until);
  }
  return open;
}

/** A supplier's service hours from the hours in which it only accepts reports (N38). */
export const supplierCalendar = (
  acceptOnly: readonly DayInterval[],
  zone: string,
): WorkCalendar => ({
  zone,
  weekly: days.map((day) => ({ day, intervals: workedHours(acceptOnly) })),
  exceptions: [],
  closedMode: 'accept_only',
  coveredYears: null,
});

/** A party's working hours over a span; undefined where its calendar is gone or never opens. */
export async function hoursOf(
  rows: Rows,
  { kind, id }: NonNullable<Party['calendar']>,
  span: Span,
): Promise<Hours | undefined> {
  if (kind === 'calendar') {
    const row = await rows.workCalendar.findUnique({ where: { id } });
    return row ? takeSnapshot(calendarOf(row), span) : undefined;
  }
  const service = await rows.supplierService.findUnique({ where: { id } });
  if (!service) return undefined;
  const acceptOnly = service.acceptOnly as unknown as DayInterval[];
  const calendar = supplierCalendar(acceptOnly, service.zone);
  return calendar.weekly.some(({ intervals }) => intervals.length > 0)
    ? takeSnapshot(calendar, span)
    : undefined;
}
