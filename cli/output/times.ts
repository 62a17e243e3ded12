import { InvalidArgumentError } from 'commander';
import { localParts, offsetMinutesAt } from '../../domain/zone.js';
import { durationMs } from '../../contracts/intake/duration.js';

const two = (part: number): string => String(part).padStart(2, '0');
const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `2026-11-22 21:05:09` on the clocks of `zone`. */
export function showTime(zone: string, at: string | number): string {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const { year, month, day, hour, minute } = localParts(zone, ms);
  const second = Math.floor(ms / 1000) % 60;
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
}

/** `Asia/Shanghai (UTC+08:00)`: which clocks are meant. */
export function showZone(zone: string, at: number): string {
  const offset = offsetMinutesAt(zone, at);
  const ahead = Math.abs(offset);
  const sign = offset < 0 ? '-' : '+';
  return `${zone} (UTC${sign}${two(Math.floor(ahead / 60))}:${two(ahead % 60)})`;
}

/** `2d 3h`, `5m 10s`: the two largest units. */
export function showDuration(ms: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(ms / 1000)) * 1000;
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = unitMs[unit] ?? 1;
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) parts.push(`${whole}${unit}`);
  }
  return parts.length === 0 ? '0s' : parts.slice(0, 2).join(' ');
}

const shortDuration = /^\+?(\d{1,6})([smhd])$/;

/** `30m`, `2h`, `PT30M` → milliseconds; undefined for anything else. */
export function durationIn(text: string): number | undefined {
  const [, count, unit] = shortDuration.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return Number(count) * (unitMs[unit] ?? 0);
  return text.startsWith('P') ? durationMs(text) : undefined;
}

const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A time, or a duration from `now` in `direction` → RFC 3339; undefined for anything else. */
export function timeIn(text: string, now: number, direction: 1 | -1 = 1): string | undefined {
  const ms = durationIn(text);
  if (ms !== undefined) return new Date(now + direction * ms).toISOString();
  if (!withZone.test(text) || Number.isNaN(Date.parse(text))) return undefined;
  return new Date(text).toISOString();
}

/** For commander: `fault` becomes the sentence of its usage error. */
export const refuse = (fault: string): never => {
  throw new InvalidArgumentError(fault);
};
