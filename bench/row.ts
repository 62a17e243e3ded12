import type { Summary } from './summary.js';

/** One line of the table: what the bare engine and Baton did, and what is aimed at. */
export interface Row {
  measure: string;
  unit: 'ms' | 's' | 'events' | 'MB';
  bare?: Summary;
  baton: Summary;
  /** In words; absent where the issue names none. */
  aim?: string;
  met?: boolean;
  note?: string;
}

export const ratio = (row: Pick<Row, 'bare' | 'baton'>, of: 'p50' | 'p99' | 'max'): number =>
  row.bare === undefined ? Number.NaN : row.baton[of] / row.bare[of];

/** A single number as a summary. */
export const single = (value: number): Summary => ({
  count: 1,
  p50: value,
  p99: value,
  max: value,
});
