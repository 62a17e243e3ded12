/**
 * Where a permission reaches: everywhere, or over departments, sites with all below them, and
 * customers. Empty lists reach nothing.
 */
export interface Scope {
  everywhere: boolean;
  departments: string[];
  sites: string[];
  customers: string[];
}

export const everywhere: Scope = { everywhere: true, departments: [], sites: [], customers: [] };
export const nowhere: Scope = { everywhere: false, departments: [], sites: [], customers: [] };

export const reachesNothing = (scope: Scope): boolean =>
  !scope.everywhere &&
  scope.departments.length === 0 &&
  scope.sites.length === 0 &&
  scope.customers.length === 0;

/** What a thing is scoped by; `sitePath` is the ids from the root to its site. */
export interface Scoped {
  departmentId?: string | null;
  sitePath?: readonly string[];
  customerId?: string | null;
}

/** Whether `scope` reaches a thing. A thing with no scope of its own needs `everywhere`. */
export function reaches(scope: Scope, thing: Scoped): boolean {
  if (scope.everywhere) return true;
  return (
    (thing.departmentId != null && scope.departments.includes(thing.departmentId)) ||
    (thing.customerId != null && scope.customers.includes(thing.customerId)) ||
    (thing.sitePath ?? []).some((site) => scope.sites.includes(site))
  );
}
