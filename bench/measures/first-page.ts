import type { Arrivals } from '../arrivals.js';
import type { Side } from '../side.js';
import { atPace } from './at-pace.js';

/** A page that takes longer fails the whole measure: nothing is left out of the figures. */
const pageLimitMs = 120_000;

let titles = 0;

/** Names no subject twice. */
export function freshTitle(what: string): string {
  titles += 1;
  return `bench ${what} ${titles}`;
}

/** Opens one subject; answers the ms from the trigger to its first page outside. */
export async function firstPage(arrivals: Arrivals, side: Side, title: string): Promise<number> {
  const from = performance.now();
  const arrived = arrivals.first(title, pageLimitMs);
  const [at] = await Promise.all([arrived, side.open(title)]);
  return at - from;
}

export interface Pace {
  ratePerS: number;
  /** Subjects of one side before it is the other's turn. */
  perBlock: number;
  blocks: number;
}

/**
 * Triggers at a steady pace, first one side and then the other, block by block: both meet the same
 * minutes of the machine, and neither works while the other is measured.
 */
export async function pacedFirstPages(
  arrivals: Arrivals,
  sides: readonly Side[],
  pace: Pace,
): Promise<Record<Side['name'], number[]>> {
  const found: Record<Side['name'], number[]> = { bare: [], baton: [] };
  for (let block = 0; block < pace.blocks; block += 1) {
    const order = block % 2 === 0 ? sides : [...sides].reverse();
    for (const side of order) {
      found[side.name].push(...(await oneBlock(arrivals, side, pace)));
    }
  }
  return found;
}

const oneBlock = (
  arrivals: Arrivals,
  side: Side,
  { ratePerS, perBlock }: Pace,
): Promise<number[]> =>
  atPace({ count: perBlock, ratePerS }, () => firstPage(arrivals, side, freshTitle(side.name)));

export interface Storm {
  /** From the first trigger to the last acceptance, and to the last first page, in ms. */
  acceptedMs: number;
  pagedMs: number;
}

/** All at once: how long until everybody was paged. */
export async function storm(arrivals: Arrivals, side: Side, count: number): Promise<Storm> {
  const from = performance.now();
  let acceptedMs = 0;
  const counting: Side = {
    ...side,
    open: async (title) => {
      const id = await side.open(title);
      acceptedMs = Math.max(acceptedMs, performance.now() - from);
      return id;
    },
  };
  const titles = Array.from({ length: count }, () => freshTitle(`${side.name} storm`));
  await Promise.all(titles.map((title) => firstPage(arrivals, counting, title)));
  return { acceptedMs, pagedMs: performance.now() - from };
}
