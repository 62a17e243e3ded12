import { z } from 'zod';
import { bilingualOut, durationIn, externalRefIn, timeOut } from '../api/fields.js';

export const nameMaxChars = 200;
export const noteMaxChars = 500;
const idMaxChars = 64;
const codeMaxChars = 64;
const zoneMaxChars = 64;

/** What PostgreSQL can't store or a page can't show: control characters and lone surrogates. */
const unstorable = /[\p{Cc}\p{Surrogate}]/u;

/** One line of text without surrounding blanks. */
export const line = (maxChars: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .refine((text) => !unstorable.test(text), 'text without control characters');

const name = line(nameMaxChars);

/** What people read, in both languages; one that is left out falls back to the other. */
export const names = z
  .strictObject({ zh: name.optional(), en: name.optional() })
  .refine((it) => it.zh !== undefined || it.en !== undefined, 'a name in zh or en')
  .transform((it) => ({ zh: it.zh ?? it.en ?? '', en: it.en ?? it.zh ?? '' }));

/** The id of any resource: opaque, prefixed (`dep_…`), or one of the installation's own names. */
export const resourceId = z
  .string()
  .max(idMaxChars)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'an id such as per_li_wei');

/** A reference that may be left out or taken away with null. */
export const optionalRef = resourceId.nullish();

/** Whose record this is elsewhere; unique per noun. */
export const externalRef = externalRefIn
  .refine((it) => !unstorable.test(it.source + it.id), 'text without control characters')
  .meta({ id: 'ExternalRef' });

/** A short key that people type, such as a customer's or a service's code. */
export const code = z
  .string()
  .max(codeMaxChars)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u, 'letters, digits, and . _ / - inside');

/** A tz database name; that it exists is checked where it is used. */
export const zoneName = z
  .string()
  .max(zoneMaxChars)
  .regex(/^[A-Za-z][A-Za-z0-9+_/-]*$/, 'a zone such as Asia/Shanghai');

/** An ISO 8601 duration within [minS, maxS] → seconds. */
export const durationWithin = ({ minS, maxS }: { minS: number; maxS: number }) =>
  durationIn.refine(
    (seconds) => seconds >= minS && seconds <= maxS,
    `a duration from ${minS} to ${maxS} seconds, such as PT15M`,
  );

/** What every stored resource answers with. */
export const stamped = {
  id: z.string(),
  version: z.int(),
  createdAt: timeOut,
  updatedAt: timeOut,
} as const;

/** Answered references are plain ids; null where there is none. */
export const answeredRef = z.string().nullable();
export const answeredNames = bilingualOut;
export const answeredExternalRef = z.object({ source: z.string(), id: z.string() }).nullable();
