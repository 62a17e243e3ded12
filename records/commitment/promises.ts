import type { Commitment, Standard } from '../../domain/commitment/commitment.js';
import type { Promises, Question } from '../../domain/commitment/lookup.js';
import type { Metric } from '../../domain/commitment/metric.js';
import type {
  Commitment as CommitmentRow,
  ServiceStandard as StandardRow,
} from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';

/** More promises about one metric of one service than this are not read: they are versions. */
export const promisesReadMax = 500;

const orUndefined = <T>(value: T | null): T | undefined => value ?? undefined;

/** A stored version as the look-up takes it. */
export const commitmentOf = (row: CommitmentRow): Commitment => ({
  id: row.id,
  on: row.serviceId === null ? { contract: row.contractId ?? '' } : { service: row.serviceId },
  metric: row.metric as Metric,
  target: row.target as Commitment['target'],
  unit: orUndefined(row.unit),
  calendar: orUndefined(row.calendarId),
  severityScope: row.severityScope as Commitment['severityScope'],
  status: row.status,
  sourceDoc: orUndefined(row.sourceDoc),
  clause: orUndefined(row.clause),
  effectiveFrom: row.effectiveFrom.getTime(),
  effectiveTo: row.effectiveTo?.getTime(),
});

/** A stored standard as the look-up takes it. */
export const standardOf = (row: StandardRow): Standard => ({
  id: row.id,
  productLine: row.productLine,
  tier: orUndefined(row.tier),
  targets: (row.targets as unknown as Standard['targets']).map((one) => ({
    ...one,
    severityScope: one.severityScope ?? [],
  })),
  status: row.status as Standard['status'],
  sourceDoc: orUndefined(row.sourceDoc),
  clause: orUndefined(row.clause),
  effectiveFrom: row.effectiveFrom.getTime(),
  effectiveTo: row.effectiveTo?.getTime(),
});

export interface Promised {
  service: Question['service'];
  tier: string | undefined;
  customer: string | undefined;
  promises: Promises;
}

/** All that may hold for a service about a metric, at any time; undefined for no such service. */
export async function promisesOf(
  rows: Rows,
  service: string,
  metric: Metric,
): Promise<Promised | undefined> {
  const row = await rows.service.findUnique({
    where: { id: service },
    select: {
      ...{ id: true, contractId: true, productLine: true, customerId: true },
      customer: { select: { tier: true } },
    },
  });
  if (!row) return undefined;
  const { contractId, productLine } = row;
  const on = [{ serviceId: service }, ...(contractId === null ? [] : [{ contractId }])];
  const newest = { orderBy: { effectiveFrom: 'desc' as const }, take: promisesReadMax };
  const commitments = await rows.commitment.findMany({
    where: { metric, status: { not: 'draft' }, OR: on },
    ...newest,
  });
  const standards = await rows.serviceStandard.findMany({
    where: { productLine, status: 'agreed' },
    ...newest,
  });
  return {
    service: { id: service, contract: orUndefined(contractId), productLine },
    tier: orUndefined(row.customer?.tier ?? null),
    customer: orUndefined(row.customerId),
    promises: {
      commitments: commitments.map(commitmentOf),
      standards: standards.map(standardOf),
    },
  };
}
