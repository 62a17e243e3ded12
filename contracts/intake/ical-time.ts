import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
import type { IcalLine } from './ical-text.js';

export interface IcalZones {
  /** Zones that the body itself defines, in minutes east of UTC. */
  zones: ReadonlyMap<string, number>;
  /** Of times that name none. */
  timeZone?: string | undefined;
}

export type IcalTime = { at: number; wholeDay: boolean; note?: string } | { bad: string };

const shape =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);
const durationShape =
  /^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/i;

interface Named {
  zone: Zone | string;
  note?: string;
}

function offsetZone(text: string): Zone {
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return FixedOffsetZone.instance(text.startsWith('-') ? -minutes : minutes);
}

/** The zone of a `TZID`: a tz database name, one in its path, or the offset the body gives it. */
function zoneOf(tzid: string, { zones, timeZone }: IcalZones): Named {
  const name = tzid.trim();
  const tail = name.split('/').slice(-2).join('/');
  for (const candidate of [name, tail]) {
    if (IANAZone.isValidZone(candidate)) return { zone: candidate };
  }
  const offset = zones.get(name);
  if (offset !== undefined && Math.abs(offset) <= 18 * 60) {
    return { zone: FixedOffsetZone.instance(offset) };
  }
  const fallback = timeZone ?? 'utc';
  return { zone: fallback, note: `the zone "${name}" is not known: read as ${fallback}` };
}

function zoneFor(line: IcalLine, suffix: string, context: IcalZones): Named {
  if (/^z$/i.test(suffix)) return { zone: 'utc' };
  if (suffix !== '') return { zone: offsetZone(suffix) };
  const tzid = line.params.get('TZID');
  if (tzid !== undefined && tzid.trim() !== '') return zoneOf(tzid, context);
  if (context.timeZone !== undefined) return { zone: context.timeZone };
  return { zone: 'utc', note: 'a time without a zone was read as UTC' };
}

/** Reads DTSTART, DTEND or DTSTAMP: UTC, with TZID, floating, whole days, and RFC 3339. */
export function readIcalTime(line: IcalLine, context: IcalZones): IcalTime {
  const text = line.value.trim();
  const found = shape.exec(text);
  if (!found) return { bad: text };
  const named = zoneFor(line, found[7] ?? '', context);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((k) =>
    Number(found[k] ?? 0),
  );
  const parts = { year, month, day, hour, minute, second } as Record<string, number>;
  const at = DateTime.fromObject(parts, { zone: named.zone });
  if (!at.isValid) return { bad: text };
  const ms = at.toMillis();
  if (ms < earliest || ms >= latest) return { bad: text };
  const wholeDay = found[4] === undefined;
  return { at: ms, wholeDay, ...(named.note !== undefined && { note: named.note }) };
}

/** An iCalendar duration in milliseconds; undefined where it is none. */
export function readIcalDuration(text: string): number | undefined {
  const found = durationShape.exec(text.trim());
  if (!found || text.trim().length < 3) return undefined;
  const [weeks, days, hours, minutes, seconds] = [1, 2, 3, 4, 5].map((k) => Number(found[k] ?? 0));
  const whole = (weeks ?? 0) * 7 + (days ?? 0);
  return ((whole * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000;
}
