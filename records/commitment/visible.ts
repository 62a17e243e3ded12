import type { Prisma } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';

/** Services within a scope; `sites` are those it names with all below them, see `sitesBelow`. */
export const servicesWithin = (scope: Scope, sites: string[]): Prisma.ServiceWhereInput =>
  scope.everywhere
    ? {}
    : {
        OR: [
          { customerId: { in: scope.customers } },
          { departmentId: { in: scope.departments } },
          { siteId: { in: sites } },
        ],
      };

/** Customers within a scope: its own, and those whose services its departments answer for. */
export const customersWithin = (scope: Scope): Prisma.CustomerWhereInput =>
  scope.everywhere
    ? {}
    : {
        OR: [
          { id: { in: scope.customers } },
          { services: { some: { departmentId: { in: scope.departments } } } },
        ],
      };
