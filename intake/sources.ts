import type { IntakeFormat } from '../contracts/intake/format-name.js';
import { optionsSchemaOf, type FormatOptions } from '../contracts/intake/options.js';
import type { Database } from '../records/database.js';
import { sourceByKey, type SourceRow } from '../records/intake/source.js';
import type { Source } from './admit.js';

/** A changed, disabled or rotated integration counts at most this much later in this process. */
const keptForMs = 2_000;
const keptMax = 1_000;
const keyShape = /^[0-9a-f]{32}$/i;

/** An integration with what its reader needs. */
export interface ReadableSource extends Source {
  format: IntakeFormat;
  options: FormatOptions;
}

export interface Sources {
  /** The enabled integration of an intake key; undefined for an unknown or disabled one. */
  byKey(key: string): Promise<ReadableSource | undefined>;
}

interface Kept {
  until: number;
  found: Promise<ReadableSource | undefined>;
}

/** The stored options with the integration's defaults; what an older release stored oddly is left out. */
export const readableSource = ({ defaults, options, ...row }: SourceRow): ReadableSource => {
  const format = row.format as IntakeFormat;
  const hasDefaults = Object.keys((defaults ?? {}) as object).length > 0;
  const given = { ...((options ?? {}) as object), ...(hasDefaults && { defaults }) };
  const parsed = optionsSchemaOf(format).safeParse(given);
  return { ...row, format, options: parsed.success ? parsed.data : {} };
};

/** Integrations by key, kept for a moment so that a storm costs no query each. */
export const createSources = (database: Database, now: () => number): Sources => {
  const kept = new Map<string, Kept>();

  const load = (key: string): Promise<ReadableSource | undefined> => {
    const found = sourceByKey(database, key).then((row) => row && readableSource(row));
    kept.delete(key);
    kept.set(key, { until: now() + keptForMs, found });
    found.catch(() => kept.delete(key));
    const oldest = kept.keys().next().value;
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
    return found;
  };

  return {
    byKey: (sent) => {
      const key = sent.toLowerCase();
      if (!keyShape.test(key)) return Promise.resolve(undefined);
      const known = kept.get(key);
      return known && known.until > now() ? known.found : load(key);
    },
  };
};
