import type { Scope } from '../access/scope.js';
import type { Rows } from '../directory/access.js';
import { sitesBelow } from '../directory/services.js';
import type { WindowFilters } from './windows.js';

/** Circuits that these services stand on. */
export async function circuitsOf(rows: Rows, services: readonly string[]): Promise<string[]> {
  if (services.length === 0) return [];
  const found = await rows.service.findMany({
    where: { id: { in: [...services] } },
    select: { supplierServiceIds: true },
  });
  return [...new Set(found.flatMap(({ supplierServiceIds }) => supplierServiceIds))];
}

/** Services, circuits and sites within a scope, for `WindowFilters.reach`. */
export async function windowReach(rows: Rows, scope: Scope): Promise<WindowFilters['reach']> {
  if (scope.everywhere) return undefined;
  const sites = await sitesBelow(rows, scope);
  const services = await rows.service.findMany({
    where: {
      OR: [
        { customerId: { in: scope.customers } },
        { departmentId: { in: scope.departments } },
        { siteId: { in: sites } },
      ],
    },
    select: { id: true, supplierServiceIds: true },
  });
  return {
    services: services.map(({ id }) => id),
    circuits: [...new Set(services.flatMap(({ supplierServiceIds }) => supplierServiceIds))],
    sites,
  };
}
