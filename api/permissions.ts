import { accessRoles, type AccessRole } from '../contracts/directory/role-bindings.js';
import { everywhere, type Scope } from '../records/access/scope.js';

export const permissions = [
  'access.read',
  'access.write',
  'audit.read',
  'calendar.read',
  'calendar.write',
  'customer.read',
  'customer.write',
  'directory.read',
  'directory.write',
  'incident.declare',
  'incident.lead',
  'incident.read',
  'incident.respond',
  'incident.trace',
  'intake.send',
  'integration.read',
  'integration.write',
  'oncall.read',
  'oncall.write',
  'people.contacts',
  'people.write',
  'policy.read',
  'policy.write',
  'service.read',
  'service.write',
  'severity.read',
  'severity.write',
  'site.write',
  'supplier.read',
  'supplier.write',
  'webhook.read',
  'webhook.write',
] as const;

export type Permission = (typeof permissions)[number];

/** What a route asks for: `public` no key at all, `anyone` any valid key. */
export type Access = Permission | 'public' | 'anyone';

const seen: Permission[] = ['directory.read', 'incident.read', 'oncall.read', 'severity.read'];
const trace: Permission[] = [...seen, 'calendar.read', 'incident.trace', 'service.read'];
const respond: Permission[] = [...trace, 'incident.respond'];
const operate: Permission[] = [
  ...respond,
  'customer.read',
  'incident.declare',
  'policy.read',
  'supplier.read',
];

/** What each role of a role binding may do within the binding's scope (3a, operations.md). */
const granted: Record<AccessRole, ReadonlySet<Permission>> = {
  admin: new Set(permissions),
  ops_lead: new Set([
    ...operate,
    'audit.read',
    'calendar.write',
    'incident.lead',
    'integration.read',
    'integration.write',
    'oncall.write',
    'people.contacts',
    'policy.write',
    'service.write',
    'severity.write',
    'supplier.write',
    'webhook.read',
  ] as const),
  engineer: new Set([...operate, 'integration.read', 'oncall.write'] as const),
  hotline: new Set([...operate, 'people.contacts'] as const),
  delivery: new Set([...respond, 'customer.read', 'service.write', 'supplier.read'] as const),
  hr: new Set([
    'calendar.read',
    'directory.read',
    'oncall.read',
    'people.contacts',
    'people.write',
  ] as const),
  manager: new Set([...respond, 'customer.read', 'oncall.write', 'policy.read'] as const),
  executive: new Set([...respond, 'customer.read'] as const),
  viewer: new Set(trace),
  customer_contact: new Set(['incident.read', 'service.read'] as const),
};

/** Roles that see a subject with no site, customer or department of its own (api.md §1). */
const operationsRoles: ReadonlySet<AccessRole> = new Set([
  'admin',
  'ops_lead',
  'engineer',
  'hotline',
]);

export const roleGrants = (role: AccessRole, permission: Permission): boolean =>
  granted[role].has(permission);

export interface Binding {
  role: AccessRole;
  departmentId?: string | null;
  siteId?: string | null;
  customerId?: string | null;
}

/** Only a role bound to a customer makes a contact; unbound it reaches nothing. */
const unscoped = (binding: Binding): boolean =>
  !binding.departmentId && !binding.siteId && !binding.customerId;

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

/** The table as text, one line per permission: for the command line and the docs. */
export function permissionTable(): string {
  const wide = Math.max(...permissions.map((permission) => permission.length));
  const line = (first: string, cells: readonly string[]) =>
    `| ${first.padEnd(wide)} | ${cells.join(' | ')} |`;
  return [
    line('permission', accessRoles),
    line(
      '-'.repeat(wide),
      accessRoles.map((role) => '-'.repeat(role.length)),
    ),
    ...permissions.map((permission) =>
      line(
        permission,
        accessRoles.map((role) => (roleGrants(role, permission) ? '✓' : '').padEnd(role.length)),
      ),
    ),
  ].join('\n');
}
