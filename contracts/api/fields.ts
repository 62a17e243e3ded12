import { z } from 'zod';

import { scaleFactorMax, scaleFactorMin } from '../../domain/time-scale.js';
import { durationMs } from '../intake/duration.js';

export const idMaxChars = 80;
export const shortTextMaxChars = 1_024;
const yearMin = 1970;
const yearMax = 2200;
const durationMaxS = 10 * 366 * 86_400;

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function instantOf(text: string): number | undefined {
  if (!rfc3339.test(text)) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return at >= Date.UTC(yearMin, 0) && at < Date.UTC(yearMax, 0) ? at : undefined;
}

const timeMeta = { type: 'string', format: 'date-time', example: '2026-03-01T02:00:00Z' } as const;

/** A time in: RFC 3339 with a zone → epoch milliseconds, between 1970 and 2200. */
export const timeIn = z
  .string()
  .max(40)
  .refine((text) => instantOf(text) !== undefined, 'a time like 2026-03-01T02:00:00Z (RFC 3339)')
  .transform((text) => instantOf(text) ?? 0)
  .meta({ override: timeMeta });

/** A time out: a Date or epoch milliseconds → RFC 3339 in UTC with `Z`. */
export const timeOut = z
  .union([z.date(), z.number()])
  .transform((at) => new Date(at).toISOString())
  .pipe(z.string())
  .meta({ override: timeMeta });

const durationMeta = { type: 'string', format: 'duration', example: 'PT15M' } as const;

/** A duration in: ISO 8601 in weeks, days, hours, minutes, seconds → whole seconds. */
export const durationIn = z
  .string()
  .max(40)
  .refine((text) => {
    const ms = durationMs(text);
    return ms !== undefined && ms <= durationMaxS * 1000;
  }, 'a duration like PT15M (ISO 8601)')
  .transform((text) => (durationMs(text) ?? 0) / 1000)
  .meta({ override: durationMeta });

/** A duration out: seconds → ISO 8601, in hours, minutes and seconds. */
export const durationOut = z
  .number()
  .transform((seconds) => isoDuration(seconds))
  .pipe(z.string())
  .meta({ override: durationMeta });

function isoDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const parts = [hours && `${hours}H`, minutes && `${minutes}M`, rest && `${rest}S`].filter(
    Boolean,
  );
  return parts.length === 0 ? 'PT0S' : `PT${parts.join('')}`;
}

export const bilingualOut = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Bilingual' });

export const idIn = z
  .string()
  .min(1)
  .max(idMaxChars)
  .regex(/^[\w.:@-]+$/, 'letters, digits and . : @ _ -');
export const shortTextIn = z.string().trim().min(1).max(shortTextMaxChars);

/** A query switch: `true`, `1` or empty for on; `false`, `0` for off. */
export const flagIn = z
  .enum(['true', 'false', '1', '0', ''])
  .transform((flag) => flag !== 'false' && flag !== '0')
  .meta({ override: { type: 'boolean' } });

const repeatableMax = 50;

/** A repeatable query filter: `?stage=a&stage=b` → a list; one value is a list of one. */
export const manyOf = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (raw) => (raw === undefined || Array.isArray(raw) ? raw : [raw]),
    z.array(item).min(1).max(repeatableMax),
  );

export const externalRefIn = z.strictObject({
  source: z.string().trim().min(1).max(100),
  id: z.string().trim().min(1).max(200),
});

/** Seconds that pass for the subject in one second on the wall: drills and demos (api.md §6). */
export const scaleIn = z
  .int()
  .min(scaleFactorMin)
  .max(scaleFactorMax)
  .describe('Seconds of its own clock per second on the wall; drills and demos only');
