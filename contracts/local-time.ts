import type { Instant } from '../domain/machine.js';
import { localParts, offsetMinutesAt } from '../domain/zone.js';

const two = (part: number): string => String(part).padStart(2, '0');

/** `2026-11-22 21:05 (UTC+08:00)`: what the clocks of the zone show, and which clocks. */
export function localTime(zone: string, at: Instant): string {
  const { year, month, day, hour, minute } = localParts(zone, at);
  const offset = offsetMinutesAt(zone, at);
  const ahead = Math.abs(offset);
  const utc = `UTC${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)} (${utc})`;
}
