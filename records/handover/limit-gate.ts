import { findingsOf, limitText, type Limit, type Need } from '../../domain/handover/limits.js';
import type { Gate } from '../../domain/handover/readings.js';
import type { Measure } from '../../domain/uat/measure.js';
import type { Product, Service } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';
import { gateOf, switchedOff } from './gate.js';
import type { CircuitRow } from './supplier-gate.js';

export interface LimitReading {
  gate: Gate;
  /** Needs at 80 % of a limit or more, as people read them: they warn and hold nothing up (N40). */
  near: string[];
}

interface Limited {
  handover: string;
  service: Service & { product: Product | null };
  circuits: readonly CircuitRow[];
}

const limitsIn = (stored: unknown, of: string): Limit[] =>
  (stored as { kind: string; limit: number }[]).map((limit) => ({ ...limit, of }));

const limitsOf = ({ service, circuits }: Limited): Limit[] => [
  ...(service.product ? limitsIn(service.product.limits, service.product.code) : []),
  ...circuits.flatMap((row) => limitsIn(row.constraints, row.circuitId ?? row.id)),
];

/** What was asked for: of the service, and measurable requirements of the UAT. */
async function needsOf(rows: Rows, { handover, service }: Limited): Promise<Need[]> {
  const measured = await rows.uatRequirement.findMany({
    where: { handoverId: handover, isCurrent: true, withdrawnWhy: null },
    select: { measure: true },
  });
  const asked = measured.flatMap(({ measure }) => {
    const read = measure as unknown as Measure | null;
    return read ? [{ kind: read.kind, amount: read.value }] : [];
  });
  return [...(service.requirements as unknown as Need[]), ...asked];
}

/** Requirements against the limits of product and suppliers (N39, N40); off where neither is there. */
export async function limitGate(rows: Rows, limited: Limited): Promise<LimitReading> {
  const limits = limitsOf(limited);
  const { service, circuits } = limited;
  if (!service.product && circuits.length === 0) return { gate: switchedOff, near: [] };
  const findings = findingsOf(await needsOf(rows, limited), limits);
  const named = (verdict: 'beyond' | 'near') => [
    ...new Set(findings.filter((one) => one.verdict === verdict).map(limitText)),
  ];
  return { gate: gateOf(named('beyond')), near: named('near') };
}
