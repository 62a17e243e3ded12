import { errorStatus, type ErrorCode } from '../contracts/errors.js';
import type { Problem } from '../contracts/api/problem.js';
import { Refused, type RefusalValues } from '../contracts/api/refused.js';
import { text, type Language } from '../contracts/text.js';
import { adapterCause, awayPart } from './unavailable.js';

export const retryAfterS = 2;

export interface Asking {
  language: Language;
  requestId: string;
  publicUrl: string;
}

/** problem+json for a refusal, in the caller's language (RFC 9457; api.md §1). */
export function problemOf(refused: Refused, { language, requestId, publicUrl }: Asking): Problem {
  const { code } = refused;
  const values = { ...blanks, ...joined(refused.values) };
  return {
    type: `${publicUrl}/docs/errors#${code}`,
    title: text(language, `errors/${code}/title`),
    status: errorStatus[code],
    code,
    detail: text(language, `errors/${code}/detail`, values),
    ...(refused.faults.length > 0 ? { errors: [...refused.faults] } : {}),
    requestId,
  };
}

/** What a sentence shows for a value that its refusal did not give. */
const blanks: Record<string, string> = Object.fromEntries(
  'allow allowed by current expected field given holder id limit offers part permission stage step rungs verb what why max'
    .split(' ')
    .map((name) => [name, '–']),
);

function joined(values: RefusalValues): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

/** Any thrown thing as a refusal; what nobody expected is `internal`. */
export function refusedOf(error: unknown): Refused {
  if (error instanceof Refused) return error;
  const part = awayPart(error);
  if (part) return new Refused('unavailable', { part });
  return ofParser(error) ?? ofDatabase(error) ?? new Refused('internal');
}

const parserCodes: Record<string, [ErrorCode, RefusalValues]> = {
  'encoding.unsupported': ['unsupported_media_type', { expected: 'UTF-8, gzip, deflate, br' }],
  'charset.unsupported': ['unsupported_media_type', { expected: 'UTF-8' }],
  'request.aborted': ['bad_request', { why: 'the body ended early' }],
  'request.size.invalid': ['bad_request', { why: 'Content-Length does not match the body' }],
};

const mebibyte = 1_048_576;

function ofParser(error: unknown): Refused | undefined {
  const { type, status, message, limit } = (error ?? {}) as Record<string, unknown>;
  if (type === 'entity.too.large' && typeof limit === 'number') {
    return new Refused('body_too_large', { limit: `${limit / mebibyte} MiB` });
  }
  if (type === 'entity.parse.failed')
    return new Refused('malformed_json', { why: String(message) });
  const known = typeof type === 'string' ? parserCodes[type] : undefined;
  if (known) return new Refused(...known);
  if (status === 415)
    return new Refused('unsupported_media_type', { expected: 'application/json' });
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Refused('bad_request', { why: String(message) });
  }
  return undefined;
}

/** Constraints that a write met although its route checked before: races, and bounds of columns. */
function ofDatabase(error: unknown): Refused | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  switch (code) {
    case 'P2002':
      return new Refused('conflict', { what: 'the same key exists' });
    case 'P2003':
      return new Refused('conflict', { what: 'a reference' });
    case 'P2025':
      return new Refused('not_found', { what: 'the record' });
    case 'P2000':
    case 'P2020':
    case 'P2033':
      return new Refused('invalid_field');
    default:
      return error instanceof Error && dataFault.test(adapterCause(error).originalCode ?? '')
        ? new Refused('invalid_field')
        : undefined;
  }
}

/** PostgreSQL's class 22: a value that it cannot take. */
const dataFault = /^22\w{3}$/;
