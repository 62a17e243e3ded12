import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';
import { isInForce, type Commitment, type Standard, type StandardTarget } from './commitment.js';
import type { Metric } from './metric.js';

/** Where a promise comes from, the most specific first (R3). */
export const sources = ['service', 'contract', 'standard'] as const;

export interface Question {
  service: { id: string; contract?: string | undefined; productLine: string };
  /** The customer's; unrated counts as B (R6). */
  tier?: string | undefined;
  metric: Metric;
  /** None: what holds whatever the severity. */
  severity?: Level | undefined;
  at: Instant;
}

/** All that may hold; drafts among them are passed over. */
export interface Promises {
  commitments: readonly Commitment[];
  standards: readonly Standard[];
}

export type Found =
  | { source: 'service' | 'contract'; commitment: Commitment }
  | { source: 'standard'; standard: Standard; promised: StandardTarget };

const unratedTier = 'B';
/** Its standards never vary by tier (R6). */
const tierless = 'leased_line';

type Scoped = Pick<Commitment, 'metric' | 'severityScope'>;

const applies = ({ metric, severityScope }: Scoped, asked: Question): boolean =>
  metric === asked.metric &&
  (severityScope.length === 0 ||
    (asked.severity !== undefined && severityScope.includes(asked.severity)));

/** One that names the severity before one for all; then the younger force; then by id. */
const before = (a: Scoped & { since: Instant; id: string }, b: typeof a): number =>
  Number(a.severityScope.length === 0) - Number(b.severityScope.length === 0) ||
  b.since - a.since ||
  (a.id < b.id ? -1 : 1);

function commitmentOn(
  { commitments }: Promises,
  asked: Question,
  isOn: (on: Commitment['on']) => boolean,
): Commitment | undefined {
  return commitments
    .filter((one) => one.status !== 'draft' && isOn(one.on))
    .filter((one) => isInForce(one, asked.at) && applies(one, asked))
    .toSorted((a, b) =>
      before({ ...a, since: a.effectiveFrom }, { ...b, since: b.effectiveFrom }),
    )[0];
}

/** The agreed standards in force that reach the service: of `tier`, else the full one. */
function standardOf(
  { standards }: Promises,
  asked: Question,
  tier: string | undefined,
): Extract<Found, { source: 'standard' }> | undefined {
  const inForce = standards.filter(
    (one) =>
      one.status === 'agreed' &&
      one.productLine === asked.service.productLine &&
      isInForce(one, asked.at),
  );
  for (const wanted of tier === undefined ? [undefined] : [tier, undefined]) {
    const [first] = inForce
      .filter((standard) => standard.tier === wanted)
      .flatMap((standard) =>
        standard.targets
          .filter((promised) => applies(promised, asked))
          .map((promised) => ({ standard, promised })),
      )
      .toSorted((a, b) => before(ranked(a), ranked(b)));
    if (first) return { source: 'standard', ...first };
  }
  return undefined;
}

const ranked = ({ standard, promised }: { standard: Standard; promised: StandardTarget }) => ({
  ...promised,
  since: standard.effectiveFrom,
  id: standard.id,
});

/** What was promised by contract: for the service itself, else for its contract. */
export function promisedByContract(
  promises: Promises,
  asked: Question,
): Extract<Found, { source: 'service' | 'contract' }> | undefined {
  const { id, contract } = asked.service;
  const own = commitmentOn(promises, asked, (on) => 'service' in on && on.service === id);
  if (own) return { source: 'service', commitment: own };
  if (contract === undefined) return undefined;
  const whole = commitmentOn(promises, asked, (on) => 'contract' in on && on.contract === contract);
  return whole && { source: 'contract', commitment: whole };
}

/** The product line's standard without regard to the customer's tier (R5). */
export const fullStandard = (promises: Promises, asked: Question) =>
  standardOf(promises, asked, undefined);

/**
 * The confirmed version in force at `asked.at`, most specific first: service, contract, product
 * standard (R3, operations.md). Undefined: no confirmed commitment. A draft never counts, and what a
 * customer has come to expect is not asked for here at all. A version that was superseded holds for
 * the time it was in force.
 */
export function lookup(promises: Promises, asked: Question): Found | undefined {
  const found = promisedByContract(promises, asked);
  if (found) return found;
  const { productLine } = asked.service;
  return standardOf(
    promises,
    asked,
    productLine === tierless ? undefined : (asked.tier ?? unratedTier),
  );
}
