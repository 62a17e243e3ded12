/** A row of numbers in short; milliseconds unless its measure says otherwise. */
export interface Summary {
  count: number;
  p50: number;
  p99: number;
  max: number;
}

const percent = 100;

/** Nearest rank: a percentile is always a number that was measured. */
export function percentile(sorted: readonly number[], rank: number): number {
  const index = Math.max(0, Math.ceil((rank / percent) * sorted.length) - 1);
  return sorted[index] ?? Number.NaN;
}

export function summaryOf(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    count: sorted.length,
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
    max: sorted.at(-1) ?? Number.NaN,
  };
}
