import { minuteMs, type Wall } from '../zone.js';

/** The 00:00 of a local date `YYYY-MM-DD`; undefined when it is not a date of the calendar. */
export function parseDate(text: string): Wall | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const month = Number(parts[2]);
  const wall = Date.UTC(Number(parts[1]), month - 1, Number(parts[3]));
  const isReal = month >= 1 && month <= 12 && new Date(wall).getUTCDate() === Number(parts[3]);
  return isReal ? wall : undefined;
}

/** Milliseconds since 00:00 of a local `HH:mm` from 00:00 to 24:00; undefined when it is none. */
export function parseTime(text: string): number | undefined {
  const parts = /^(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/.exec(text);
  if (!parts) return undefined;
  return (Number(parts[1] ?? parts[3]) * 60 + Number(parts[2] ?? parts[4])) * minuteMs;
}

/** As `parseDate`, for a schedule that passed `scheduleProblems`; throws a RangeError otherwise. */
export function dateWall(text: string): Wall {
  const wall = parseDate(text);
  if (wall === undefined) throw new RangeError(`not a local date: ${text}`);
  return wall;
}

/** As `parseTime`, for a schedule that passed `scheduleProblems`; throws a RangeError otherwise. */
export function timeMs(text: string): number {
  const ms = parseTime(text);
  if (ms === undefined) throw new RangeError(`not a local time: ${text}`);
  return ms;
}
