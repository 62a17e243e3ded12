/** A number that something has to reach, such as `latencyMs at_most 180` (N39, operations.md). */
export interface Measure {
  /** What is measured: the kinds of a product's limits, such as `maxSessions`. */
  kind: string;
  comparison: Comparison;
  value: number;
  unit?: string;
}

export const comparisons = ['at_most', 'at_least', 'exactly'] as const;
export type Comparison = (typeof comparisons)[number];

/** Whether a measured number meets the measure. */
export function meets({ comparison, value }: Measure, measured: number): boolean {
  if (comparison === 'at_most') return measured <= value;
  return comparison === 'at_least' ? measured >= value : measured === value;
}
