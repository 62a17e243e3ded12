import type { AccessRole } from '../contracts/directory/role-bindings.js';
import { everywhere, type Scope } from '../records/access/scope.js';
import { roleGrants, type Permission } from './permissions.js';

/** Roles that see a subject with no site, customer or department of its own (api.md §1). */
const operationsRoles: ReadonlySet<AccessRole> = new Set([
  'admin',
  'ops_lead',
  'engineer',
  'hotline',
]);

export interface Binding {
  role: AccessRole;
  departmentId?: string | null;
  siteId?: string | null;
  customerId?: string | null;
}

/** Only a role bound to a customer makes a contact; unbound it reaches nothing. */
const unscoped = (binding: Binding): boolean =>
  !binding.departmentId && !binding.siteId && !binding.customerId;

/** One permission for a time, given through an access request (N14, operations.md). */
export interface Grant {
  permission: string;
  /** Only for this customer; wherever where not given. */
  customerId?: string | null;
}

/** What can be asked for, by the permission it gives. */
export const requestable: Partial<Record<Permission, string>> = {
  'commitment.read': 'commitments',
};

/** `scope` and what the grants add to it. */
export function widened(scope: Scope, grants: readonly Grant[], permission: Permission): Scope {
  const giving = grants.filter((grant) => grant.permission === permission);
  if (giving.length === 0 || scope.everywhere) return scope;
  if (giving.some(({ customerId }) => customerId == null)) return everywhere;
  const customers = giving.flatMap(({ customerId }) => customerId ?? []);
  return { ...scope, customers: [...scope.customers, ...customers] };
}

/** Where these bindings grant `permission`. */
export function scopeOf(bindings: readonly Binding[], permission: Permission): Scope {
  const granting = bindings.filter(({ role }) => roleGrants(role, permission));
  if (granting.some((binding) => unscoped(binding) && binding.role !== 'customer_contact')) {
    return everywhere;
  }
  const ids = (member: 'departmentId' | 'siteId' | 'customerId') =>
    granting.map((binding) => binding[member]).filter((id) => typeof id === 'string');
  return {
    everywhere: false,
    departments: ids('departmentId'),
    sites: ids('siteId'),
    customers: ids('customerId'),
  };
}

export const hasOperationsRole = (bindings: readonly Binding[]): boolean =>
  bindings.some(({ role }) => operationsRoles.has(role));

/** Whether a key's scopes (`incident.read`, `incident.*`, `*`) include `permission`. */
export const scopesInclude = (scopes: readonly string[], permission: Permission): boolean =>
  scopes.some(
    (scope) =>
      scope === '*' ||
      scope === permission ||
      (scope.endsWith('.*') && permission.startsWith(scope.slice(0, -1))),
  );
