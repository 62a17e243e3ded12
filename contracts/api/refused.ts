import type { ErrorCode } from '../errors.js';

/** One wrong place in a request: a JSON pointer into the body, or `/query/…`, `/path/…`, `/header/…`. */
export interface Fault {
  pointer: string;
  code: ErrorCode;
  detail: string;
}

export type RefusalValues = Record<string, string | number | string[]>;

/**
 * A request that is answered with a code of the catalogue instead of being done. Thrown by reads,
 * writes and routes; `api/problem.ts` turns it into problem+json in the caller's language.
 */
export class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly values: RefusalValues = {},
    readonly faults: readonly Fault[] = [],
  ) {
    super(code);
    this.name = 'Refused';
  }
}

/** The refusal for what does not exist or may not be seen; both read the same (api.md §1). */
export const notFound = (what: string): Refused => new Refused('not_found', { what });

/** 412 unless the caller edits the version that is stored. */
export function expectVersion(given: number | undefined, current: number): void {
  if (given !== undefined && given !== current) {
    throw new Refused('stale_version', { given, current });
  }
}
