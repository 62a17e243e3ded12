import { takeSnapshot } from '../../domain/calendar/take-snapshot.js';
import type { WorkCalendar } from '../../domain/calendar/work-calendar.js';
import type { Instant } from '../../domain/machine.js';
import { dayMs, localParts } from '../../domain/zone.js';
import { calendarOf } from '../calendar/calendars.js';
import type { Rows } from '../rows.js';

/** Somebody who is mailed: their channels, language and day. */
export interface Recipient {
  id: string;
  language: 'zh' | 'en';
  channels: unknown;
  /** Local date of their own, `2026-11-23`. */
  day: string;
  zone: string;
  /** When their working hours begin, where these are not now; absent while they work. */
  opensAt?: Instant;
}

const two = (part: number): string => String(part).padStart(2, '0');

const dayOf = (zone: string, at: Instant): string => {
  const { year, month, day } = localParts(zone, at);
  return `${year}-${two(month)}-${two(day)}`;
};

/** Hours that begin later than this are not waited for: the next digest comes before them. */
const lookAheadDays = 1;

const opensAt = (calendar: WorkCalendar, at: Instant): Instant | undefined => {
  const snapshot = takeSnapshot(calendar, { from: at, until: at + lookAheadDays * dayMs });
  const [first] = snapshot.open;
  return first ? first.from : at + lookAheadDays * dayMs;
};

/** Active people by id, each with the hours of their department; without a calendar always. */
export async function recipientsOf(
  rows: Rows,
  ids: readonly string[],
  { at, zone }: { at: Instant; zone: string },
): Promise<Recipient[]> {
  const people = await rows.person.findMany({
    where: { id: { in: [...ids] }, status: 'active' },
    include: { department: true },
    orderBy: { id: 'asc' },
  });
  const wanted = people.flatMap(({ department }) => department?.calendarId ?? []);
  const found = await rows.workCalendar.findMany({ where: { id: { in: [...new Set(wanted)] } } });
  const calendars = new Map(found.map((row) => [row.id, calendarOf(row)]));
  const opening = new Map<string, Instant | undefined>(
    [...calendars].map(([id, calendar]) => [id, opensAt(calendar, at)]),
  );
  return people.map(({ id, language, channels, department }) => {
    const calendar = department?.calendarId ?? '';
    const own = calendars.get(calendar)?.zone ?? zone;
    const opens = opening.get(calendar);
    return {
      ...{ id, language, channels, zone: own, day: dayOf(own, at) },
      ...(opens !== undefined && opens > at && { opensAt: opens }),
    };
  });
}
