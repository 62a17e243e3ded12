/**
 * Time-zone arithmetic on epoch milliseconds.
 *
 * Trap: never call this from workflow code. The tz data come from the running Node, so a replay on
 * another Node could decide differently. Activities, records and the API may call it; a workflow
 * gets the resolved instants from them.
 */
import type { Instant } from './machine.js';

/** A wall-clock reading as one number: the epoch ms at which UTC clocks show that same reading. */
export type Wall = number;

export interface LocalDateTime {
  year: number;
  /** 1..12 */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

export interface LocalParts extends LocalDateTime {
  /** ISO: Monday 1 .. Sunday 7 */
  weekday: number;
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

const zonesMax = 100;
const daysPerZoneMax = 4_000;

/** The offsets of one UTC day, in ms: `before` up to `changesAt`, `after` from it on. */
interface DayOffset {
  before: number;
  changesAt: Instant;
  after: number;
}

interface KnownZone {
  format: Intl.DateTimeFormat;
  /** by UTC day number */
  days: Map<number, DayOffset>;
}

const known = new Map<string, KnownZone>();

function zoneOf(zone: string): KnownZone {
  const found = known.get(zone);
  if (found) return found;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const made: KnownZone = { format, days: new Map() };
  const oldest = known.keys().next();
  if (known.size >= zonesMax && !oldest.done) known.delete(oldest.value);
  known.set(zone, made);
  return made;
}

function readOffsetMs(format: Intl.DateTimeFormat, instant: Instant): number {
  const seen: Record<string, number> = {};
  for (const part of format.formatToParts(instant)) seen[part.type] = Number(part.value);
  const { year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN } = seen;
  const wholeSecond = Math.floor(instant / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

/** No zone changes its offset twice within one UTC day, so the day's ends tell it all. */
function readDay(format: Intl.DateTimeFormat, day: number): DayOffset {
  let low = day * dayMs;
  let high = low + dayMs;
  const before = readOffsetMs(format, low);
  const after = readOffsetMs(format, high);
  if (before === after) return { before, changesAt: high, after };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffsetMs(format, middle) === before) low = middle;
    else high = middle;
  }
  return { before, changesAt: high, after };
}

function offsetMsAt(zone: string, instant: Instant): number {
  const { format, days } = zoneOf(zone);
  const day = Math.floor(instant / dayMs);
  let offset = days.get(day);
  if (offset === undefined) {
    offset = readDay(format, day);
    if (days.size >= daysPerZoneMax) days.clear();
    days.set(day, offset);
  }
  return instant < offset.changesAt ? offset.before : offset.after;
}

/**
 * Minutes east of UTC at an instant; a fraction only where the offset has seconds (before 1972).
 * Throws a RangeError for an unknown zone.
 */
export function offsetMinutesAt(zone: string, instant: Instant): number {
  return offsetMsAt(zone, instant) / minuteMs;
}

/** What the clocks of the zone show at an instant, as one number. */
export function wallAt(zone: string, instant: Instant): Wall {
  return instant + offsetMsAt(zone, instant);
}

/** ISO weekday (Monday 1 .. Sunday 7) of a wall-clock reading. */
export function weekdayOf(wall: Wall): number {
  return new Date(wall).getUTCDay() || 7;
}

/** What the clocks and the calendar of the zone show at an instant; milliseconds are cut off. */
export function localParts(zone: string, instant: Instant): LocalParts {
  const wall = wallAt(zone, instant);
  const date = new Date(wall);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: weekdayOf(wall),
  };
}

/**
 * The instant at which the zone's clocks show `wall`. A reading skipped by a change moves forward
 * by the gap (01:30 becomes 02:30 where 01:00–02:00 is skipped); a repeated one is its first
 * occurrence.
 * Hence it is not monotonic within a gap: skipped 01:30 comes after existing 02:00.
 */
export function instantAt(zone: string, wall: Wall): Instant {
  const before = offsetMsAt(zone, wall - dayMs);
  const after = offsetMsAt(zone, wall + dayMs);
  if (before === after) return wall - before;
  const hits = [wall - before, wall - after].filter((at) => wallAt(zone, at) === wall);
  return hits.length === 0 ? wall - before : Math.min(...hits);
}

/** The instant of a local date and time, as `instantAt`; fields past a month's end carry over. */
export function toInstant(zone: string, local: LocalDateTime): Instant {
  const { year, month, day, hour, minute, second } = local;
  return instantAt(zone, Date.UTC(year, month - 1, day, hour, minute, second));
}

/** Whether `name` is a zone name of the tz database this Node carries; bare offsets are refused. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return zoneOf(name) !== undefined;
  } catch {
    return false;
  }
}
