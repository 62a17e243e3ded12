import { availabilityOf, type Path } from './availability.js';
import { rounded, type Gap, type Money } from './gap.js';

const percentDecimals = 4;

/** Availability below what was promised, in percentage points (R4). */
export function availabilityGap(
  promised: { commitment: string; target: number },
  path: Path,
): Gap | undefined {
  const reached = availabilityOf(path);
  if (reached >= promised.target) return undefined;
  const value = rounded(promised.target - reached, percentDecimals);
  return {
    ...{ kind: 'target', metric: 'availability', commitment: promised.commitment },
    ...{ value, unit: '%' },
    steps: [
      {
        key: 'availability',
        with: { promised: promised.target, reached: rounded(reached, percentDecimals), gap: value },
      },
    ],
  };
}

export interface RemedyTerms {
  commitment: string;
  metric: string;
  /** Of the customer's monthly charge. */
  creditCapPct?: number | undefined;
  mrc?: Money | undefined;
}

/** A supplier's service, and as people know it. */
export interface Supplied {
  supplierService: string;
  name: string;
}

const share = ({ minor }: Money, pct: number): number => Math.round((minor * pct) / 100);

const creditCap = ({ creditCapPct, mrc }: RemedyTerms): Money | undefined =>
  mrc && creditCapPct !== undefined
    ? { minor: share(mrc, creditCapPct), currency: mrc.currency }
    : undefined;

const units = ({ minor }: Money): number => minor / 100;

/**
 * Credit that we would owe and cannot recover: customer credit cap × monthly charge − what the
 * supplier pays back at most (R4). Undefined where nothing is left, where no credit was promised, or
 * where the currencies differ.
 */
export function remedyGap(
  terms: RemedyTerms,
  supplier: Supplied & { remedyCapPct?: number | undefined; fee?: Money | undefined },
): Gap | undefined {
  const cap = creditCap(terms);
  if (!cap || (supplier.fee && supplier.fee.currency !== cap.currency)) return undefined;
  const back = supplier.fee ? share(supplier.fee, supplier.remedyCapPct ?? 0) : 0;
  const minor = cap.minor - back;
  if (minor <= 0) return undefined;
  const exposure = { minor, currency: cap.currency };
  return {
    ...{ kind: 'remedy', metric: terms.metric, commitment: terms.commitment },
    ...{ supplierService: supplier.supplierService, exposure },
    ...{ value: units(exposure), unit: cap.currency },
    steps: [
      {
        key: 'remedy',
        with: {
          supplier: supplier.name,
          percent: terms.creditCapPct ?? 0,
          cap: units(cap),
          back: back / 100,
          exposure: units(exposure),
          currency: cap.currency,
        },
      },
    ],
  };
}

/** The supplier promised nothing about the metric: all of the credit is ours to bear (R4). */
export function missingGap(
  terms: RemedyTerms,
  { supplierService, name, said }: Supplied & { said: boolean },
): Gap {
  const exposure = creditCap(terms);
  return {
    ...{ kind: 'missing', metric: terms.metric, commitment: terms.commitment, supplierService },
    ...(exposure && { exposure }),
    ...{ value: exposure ? units(exposure) : 0, unit: exposure?.currency ?? '' },
    steps: [
      { key: said ? 'no_commitment' : 'no_sla', with: { supplier: name } },
      ...(exposure
        ? [{ key: 'full_cap', with: { exposure: units(exposure), currency: exposure.currency } }]
        : []),
    ],
  };
}

/** What the customer needs beyond a hard limit of the supplier's service (N40). */
export function constraintGap(
  need: { kind: string; amount: number },
  limit: Supplied & { limit: number },
): Gap | undefined {
  const value = need.amount - limit.limit;
  if (value <= 0) return undefined;
  const { supplierService, name: supplier } = limit;
  return {
    ...{ kind: 'constraint', metric: need.kind, supplierService, value, unit: need.kind },
    steps: [
      {
        key: 'constraint',
        with: { kind: need.kind, need: need.amount, limit: limit.limit, supplier },
      },
    ],
  };
}
