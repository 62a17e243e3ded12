import { targetOf } from '../../contracts/calendar/target.js';
import type { Hours } from '../../domain/clock.js';
import { promisedByContract } from '../../domain/commitment/lookup.js';
import { isDurationMetric, type Metric } from '../../domain/commitment/metric.js';
import { isInForce, type Commitment } from '../../domain/commitment/commitment.js';
import type { Money } from '../../domain/gap/gap.js';
import type { Instant } from '../../domain/machine.js';
import { levels } from '../../domain/severity/matrix.js';
import type { Contract, Prisma, Service, SupplierSla } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';
import { hoursFrom } from './hours.js';
import { moneyOf } from './money.js';
import { commitmentOf } from './promises.js';

/** Reports of one year are tried, and may take as long as the hours reach beyond it. */
export const reportDays = 366;
const hoursDays = 800;

/** Metrics of which a gap towards suppliers is computed; notices are our own to give. */
const checkedMetrics: readonly Metric[] = ['respond', 'onsite', 'restore', 'availability'];

export const supplierInclude = {
  supplier: { select: { name: true } },
  slas: true,
} satisfies Prisma.SupplierServiceInclude;

export type SupplierRow = Prisma.SupplierServiceGetPayload<{ include: typeof supplierInclude }>;

/** One supplier's service behind a service, with what it promises at the time. */
export interface Supplied {
  row: SupplierRow;
  name: string;
  sla(metric: string): SupplierSla | undefined;
}

export interface GapInputs {
  service: Service;
  /** What is promised by contract at the time, one per metric and severity. */
  commitments: (Commitment & { creditCapPct?: number })[];
  mrc?: Money;
  suppliers: Supplied[];
}

const nameOf = ({ supplier, circuitId, id }: SupplierRow): string =>
  `${supplier.name} ${circuitId ?? id}`;

const suppliedOf = (row: SupplierRow, at: Instant): Supplied => ({
  row,
  name: nameOf(row),
  sla: (metric) =>
    row.slas
      .filter((sla) => sla.metric === metric)
      .filter(({ effectiveFrom, effectiveTo }) =>
        isInForce(
          { effectiveFrom: effectiveFrom.getTime(), effectiveTo: effectiveTo?.getTime() },
          at,
        ),
      )
      .toSorted((a, b) => b.effectiveFrom.getTime() - a.effectiveFrom.getTime())[0],
});

export type ServiceForGaps = Service & { contract: Contract | null };

/** What a check of one service needs, as it stands at `at`. */
export async function gapInputs(
  rows: Rows,
  service: ServiceForGaps,
  at: Instant,
): Promise<GapInputs> {
  const suppliers = await rows.supplierService.findMany({
    where: { id: { in: service.supplierServiceIds } },
    include: supplierInclude,
    orderBy: { id: 'asc' },
  });
  const on = [
    { serviceId: service.id },
    ...(service.contractId === null ? [] : [{ contractId: service.contractId }]),
  ];
  const stored = await rows.commitment.findMany({
    where: { status: { not: 'draft' }, OR: on },
    orderBy: { id: 'asc' },
  });
  const caps = new Map(stored.map(({ id, creditCapPct }) => [id, creditCapPct]));
  const { contract } = service;
  const mrc = contract && moneyOf({ minor: contract.mrcMinor, currency: contract.currency });
  return {
    service,
    commitments: inForce(service, stored.map(commitmentOf), at).map((one) => {
      const cap = caps.get(one.id);
      return { ...one, ...(cap != null && { creditCapPct: cap }) };
    }),
    ...(mrc && { mrc }),
    suppliers: suppliers.map((row) => suppliedOf(row, at)),
  };
}

/** As the look-up finds them, whatever the severity. */
function inForce(service: Service, commitments: Commitment[], at: Instant): Commitment[] {
  const { id, contractId, productLine } = service;
  const about = { id, productLine, ...(contractId !== null && { contract: contractId }) };
  const found = checkedMetrics.flatMap((metric) =>
    [undefined, ...levels].flatMap((severity) => {
      const promises = { commitments, standards: [] };
      return promisedByContract(promises, { service: about, metric, severity, at }) ?? [];
    }),
  );
  return [...new Map(found.map(({ commitment }) => [commitment.id, commitment])).values()];
}

/** Reads each calendar once in a check of many services. */
export function hoursCache(rows: Rows, at: Instant): (calendar: string | null) => Promise<Hours> {
  const read = new Map<string | null, Promise<Hours>>();
  return (calendar) => {
    const known = read.get(calendar) ?? hoursFrom(rows, calendar, { at, days: hoursDays });
    read.set(calendar, known);
    return known;
  };
}

/** A stored duration as a target to walk; undefined for a number. */
export const walkable = (metric: string, target: unknown) =>
  isDurationMetric(metric) && typeof target === 'string' ? targetOf(target) : undefined;
