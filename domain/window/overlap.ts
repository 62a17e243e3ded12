import type { Instant } from '../machine.js';
import { isOver, takesDown, type Span, type WindowImpact, type WindowStatus } from './window.js';

/** How many legs may be down at once: 2N and N+1 stand one, N none (RedundancyGroup, 3a). */
export const redundancyKinds = ['N', 'N+1', '2N'] as const;
export type RedundancyKind = (typeof redundancyKinds)[number];

/** Legs that stand in for each other: a service's circuits, or services of one purpose. */
export interface Pair {
  /** Stable: `pair:<id>`, or `service:<id>` for the circuits of a service. */
  key: string;
  kind: RedundancyKind;
  /** `supplier_service:<id>` or `service:<id>`. */
  legs: string[];
}

/** A window as the search sees it: which legs it takes, and when. */
export interface Outage {
  window: string;
  status: WindowStatus;
  spans: Span[];
  /** Leg → what it does to it. */
  legs: { id: string; impact?: WindowImpact | undefined }[];
}

/** Two legs of one pair are away at once. `second` is missing where one window takes both. */
export interface Overlap {
  pair: string;
  first: string;
  second?: string;
  from: Instant;
  until: Instant;
  legs: string[];
}

/** More overlaps than these are not looked for in one pair. */
export const overlapsPerPairMax = 50;

/** How many legs of a pair may be away without a customer noticing. */
const spareLegs = (kind: RedundancyKind): number => (kind === 'N' ? 0 : 1);

interface Away {
  window: string;
  span: Span;
  legs: string[];
}

const awayIn = (pair: Pair, outages: readonly Outage[], now: Instant): Away[] =>
  outages.flatMap((outage) => {
    if (isOver(outage.status)) return [];
    const legs = outage.legs
      .filter(({ id, impact }) => pair.legs.includes(id) && takesDown(impact))
      .map(({ id }) => id);
    if (legs.length === 0) return [];
    return outage.spans
      .filter(({ until }) => until > now)
      .map((span) => ({ window: outage.window, span, legs: [...new Set(legs)] }));
  });

const shared = (one: Span, two: Span): Span | undefined => {
  const from = Math.max(one.from, two.from);
  const until = Math.min(one.until, two.until);
  return from < until ? { from, until } : undefined;
};

const alone = (pair: Pair, away: Away): Overlap[] =>
  away.legs.length > spareLegs(pair.kind)
    ? [{ pair: pair.key, first: away.window, ...away.span, legs: [...away.legs].sort() }]
    : [];

const together = (pair: Pair, one: Away, two: Away): Overlap[] => {
  const span = shared(one.span, two.span);
  const legs = [...new Set([...one.legs, ...two.legs])].sort();
  if (!span || one.window === two.window || legs.length <= spareLegs(pair.kind)) return [];
  const [first = '', second = ''] = [one.window, two.window].sort();
  return [{ pair: pair.key, first, second, ...span, legs }];
};

const placeOf = ({ first, second = '' }: Overlap): string => `${first} ${second}`;

/** One finding per pair of windows: the first hours of several that they share. */
const earliest = (overlaps: Overlap[]): Overlap[] => {
  const found = new Map<string, Overlap>();
  for (const overlap of [...overlaps].sort((a, b) => a.from - b.from)) {
    if (!found.has(placeOf(overlap))) found.set(placeOf(overlap), overlap);
  }
  return [...found.values()].slice(0, overlapsPerPairMax);
};

const overlapsOf = (pair: Pair, outages: readonly Outage[], now: Instant): Overlap[] => {
  const away = awayIn(pair, outages, now);
  const single = away.flatMap((each) => alone(pair, each));
  const broken = new Set(single.map(({ first }) => first));
  const double = away.flatMap((one, k) =>
    away
      .slice(k + 1)
      .filter((two) => !broken.has(one.window) && !broken.has(two.window))
      .flatMap((two) => together(pair, one, two)),
  );
  return earliest([...single, ...double]);
};

/**
 * Windows that together, or one alone, take more legs of a pair than it can spare, as far as they
 * are not over at `now` (incidents.md §4 item 13). Tentative windows count: the night is to be
 * planned anew while there is time. Work without impact on the leg does not count.
 */
export const findOverlaps = (
  pairs: readonly Pair[],
  outages: readonly Outage[],
  now: Instant,
): Overlap[] => pairs.flatMap((pair) => overlapsOf(pair, outages, now));

/** What one finding is known by, in whatever order its windows came. */
export const overlapKey = ({ pair, first, second }: Overlap): string =>
  `${pair} ${first}${second === undefined ? '' : ` ${second}`}`;
