import { DateTime, FixedOffsetZone, type Zone } from 'luxon';

/** `none`: the source gave no time, or says "still open" by year 1 or zero. */
export type Moment =
  { kind: 'none' } | { kind: 'read'; at: number; note?: string } | { kind: 'bad'; note: string };

interface MomentContext {
  /** Epoch milliseconds. */
  arrivedAt: number;
  /** IANA zone of times that name none; UTC with a note where not given. */
  timeZone?: string | undefined;
}

const textMaxChars = 64;
const aheadMaxMs = 5 * 60_000;
const earliestMs = Date.UTC(2000, 0, 1);
const offsetMaxMinutes = 18 * 60;
const secondsBelow = 1e11;
const millisBelow = 1e14;
const microsBelow = 1e17;

const open = /^(0|0000-|0001-01-01|1970-01-01T00:00:00(\.0+)?(Z|\+00:?00)$)/;
const numeric = /^\d{1,20}(\.\d{1,9})?$/;
const clock = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?`;
const calendar = new RegExp(
  String.raw`^(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?:[T ,]+${clock})?\s*(.{0,9})$`,
);
const unixDate =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}) ([A-Z]{1,5}) (\d{4})$/;

/**
 * Reads a time leniently: RFC 3339 with `Z`, `+00:00`, `+0000` or no zone, a space for the `T`,
 * dots or slashes in the date, `date`'s own output, RFC 2822, and epoch seconds, milli-, micro- or
 * nanoseconds as number or text. A time more than 5 minutes ahead or before 2000 is bad.
 */
export function readMoment(raw: unknown, context: MomentContext): Moment {
  if (raw === undefined || raw === null) return { kind: 'none' };
  if (typeof raw !== 'string' && typeof raw !== 'number') return bad(typeof raw);
  const text = String(raw).trim();
  if (text === '' || text === 'N/A') return { kind: 'none' };
  if (text.length > textMaxChars) return bad(`${text.slice(0, textMaxChars)}…`);
  if (numeric.test(text)) return Number(text) === 0 ? { kind: 'none' } : within(text, context);
  return open.test(text) ? { kind: 'none' } : within(text, context);
}

function within(text: string, context: MomentContext): Moment {
  const found = numeric.test(text) ? { at: fromEpoch(Number(text)) } : fromText(text, context);
  if (!found || !Number.isFinite(found.at)) return bad(text);
  const at = Math.round(found.at);
  if (at < earliestMs || at > context.arrivedAt + aheadMaxMs) return bad(text);
  return found.note === undefined ? { kind: 'read', at } : { kind: 'read', at, note: found.note };
}

function bad(text: string): Moment {
  return { kind: 'bad', note: `time "${text}" could not be used; the arrival time stands in` };
}

function fromEpoch(value: number): number {
  if (value < secondsBelow) return value * 1000;
  if (value < millisBelow) return value;
  return value < microsBelow ? value / 1e3 : value / 1e6;
}

interface Found {
  at: number;
  note?: string;
}

function fromText(text: string, context: MomentContext): Found | undefined {
  const parts = calendar.exec(text);
  if (parts) return fromCalendar(parts, context);
  const unix = unixDate.exec(text);
  if (unix) return fromUnixDate(unix, context);
  const mail = DateTime.fromRFC2822(text);
  return mail.isValid ? { at: mail.toMillis() } : undefined;
}

function fromCalendar(parts: RegExpExecArray, context: MomentContext): Found | undefined {
  const zone = zoneOf(parts[9] ?? '', context);
  if (!zone) return undefined;
  const millisecond = Math.floor(Number(`0.${parts[8] ?? '0'}`) * 1000);
  const [year, month, day, hour, minute, second] = [1, 3, 4, 5, 6, 7].map((part) =>
    Number(parts[part] ?? 0),
  );
  const at = DateTime.fromObject(
    { year, month, day, hour, minute, second, millisecond } as Record<string, number>,
    { zone: zone.zone },
  );
  if (!at.isValid) return undefined;
  return zone.note === undefined ? { at: at.toMillis() } : { at: at.toMillis(), note: zone.note };
}

// Abbreviations such as CST name several zones, so only UTC and GMT are taken at their word.
function fromUnixDate(parts: RegExpExecArray, context: MomentContext): Found | undefined {
  const [, month, day, time, named, year] = parts;
  const zone = zoneOf(named === 'UTC' || named === 'GMT' ? named : '', context);
  if (!zone) return undefined;
  const at = DateTime.fromFormat(`${year} ${month} ${day} ${time}`, 'yyyy LLL d HH:mm:ss', {
    zone: zone.zone,
    locale: 'en',
  });
  if (!at.isValid) return undefined;
  return zone.note === undefined ? { at: at.toMillis() } : { at: at.toMillis(), note: zone.note };
}

function zoneOf(
  text: string,
  context: MomentContext,
): { zone: Zone | string; note?: string } | undefined {
  const named = text.trim();
  if (/^(Z|UTC|GMT)$/i.test(named)) return { zone: 'utc' };
  if (named === '') {
    if (context.timeZone !== undefined) return { zone: context.timeZone };
    return { zone: 'utc', note: 'a time without a zone was read as UTC' };
  }
  const offset = /^([+-])(\d{2}):?(\d{2})?$/.exec(named);
  if (!offset) return undefined;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  if (minutes > offsetMaxMinutes) return undefined;
  return { zone: FixedOffsetZone.instance(offset[1] === '-' ? -minutes : minutes) };
}
