import { Refused } from '../../contracts/api/refused.js';
import { isDurationMetric, type TargetText } from '../../domain/commitment/metric.js';
import type { Scoped } from '../access/scope.js';
import { sitePath } from '../directory/sites.js';
import { brokenRule } from '../directory/tree.js';
import type { Rows } from '../rows.js';

interface Measured {
  metric: string;
  target?: TargetText | null | undefined;
  unit?: string | null | undefined;
}

/** 422 where a duration is owed and a number given, or the other way round, or without its unit. */
export function refuseUnfit({ metric, target, unit }: Measured, at = ''): void {
  if (target == null) return;
  const duration = isDurationMetric(metric);
  if (duration !== (typeof target === 'string')) {
    const wanted = duration ? 'a duration such as PT4H' : 'a number';
    throw brokenRule(`${at}/target`, `${metric} takes ${wanted}`);
  }
  if (!duration && unit == null) throw brokenRule(`${at}/unit`, `${metric} takes a unit`);
}

/** 422 for a force that ends before it begins. */
export function refuseBackwards({
  effectiveFrom,
  effectiveTo,
}: {
  effectiveFrom: number;
  effectiveTo?: number | null | undefined;
}): void {
  if (effectiveTo == null || effectiveTo > effectiveFrom) return;
  throw new Refused('impossible_order', { field: '/effectiveTo' });
}

/** By which bindings something about a service or a contract is reached. */
export async function scopedBy(
  rows: Rows,
  {
    service,
    contract,
  }: { service?: string | null | undefined; contract?: string | null | undefined },
): Promise<Scoped> {
  if (service != null) {
    const row = await rows.service.findUnique({ where: { id: service } });
    return {
      departmentId: row?.departmentId ?? null,
      customerId: row?.customerId ?? null,
      sitePath: await sitePath(rows, row?.siteId),
    };
  }
  if (contract == null) return {};
  const row = await rows.contract.findUnique({ where: { id: contract } });
  return { customerId: row?.customerId ?? null };
}
