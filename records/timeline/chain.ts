import { createHash } from 'node:crypto';

import type { NumberedEntry } from '../../contracts/projection.js';
import { canonicalJson } from '../audit/canonical-json.js';

/** The hash before the first line. */
export const chainOrigin = '';

/** What a line's hash covers besides the hash before it; the same text before and after storage. */
export function timelineLine(subject: string, entry: NumberedEntry): string {
  const { n, at, actor, what, cause } = entry;
  const values = entry.with ?? null;
  return canonicalJson([
    subject,
    n,
    new Date(at).toISOString(),
    actor,
    what,
    values,
    cause ?? null,
  ]);
}

export function chainHash(previous: string, line: string): string {
  return createHash('sha256').update(previous).update(line).digest('hex');
}
