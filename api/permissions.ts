import { accessRoles, type AccessRole } from '../contracts/directory/role-bindings.js';
import { everywhere, type Scope } from '../records/access/scope.js';

export const permissions = [
  'access.decide',
  'access.read',
  'access.request',
  'access.write',
  'audit.read',
  'calendar.read',
  'calendar.write',
  'commitment.confirm',
  'commitment.read',
  'commitment.write',
  'contract.read',
  'contract.write',
  'customer.read',
  'customer.write',
  'directory.read',
  'directory.write',
  'drill.run',
  'escalation.answer',
  'escalation.read',
  'escalation.start',
  'gap.accept',
  'gap.check',
  'gap.read',
  'incident.declare',
  'incident.lead',
  'incident.read',
  'incident.respond',
  'incident.trace',
  'intake.send',
  'integration.read',
  'integration.write',
  'notice.read',
  'notice.write',
  'oncall.read',
  'oncall.write',
  'people.contacts',
  'people.write',
  'policy.read',
  'policy.write',
  'report.read',
  'service.read',
  'service.write',
  'severity.read',
  'severity.write',
  'site.write',
  'supplier.read',
  'supplier.write',
  'template.read',
  'template.write',
  'webhook.read',
  'webhook.write',
  'window.approve',
  'window.read',
  'window.write',
] as const;

export type Permission = (typeof permissions)[number];

/** What a route asks for: `public` no key at all, `anyone` any valid key. */
export type Access = Permission | 'public' | 'anyone';

const seen: Permission[] = ['directory.read', 'incident.read', 'oncall.read', 'severity.read'];
/** Any department may be asked, so all of its people may read and answer; who may is the chain's. */
const beAsked: Permission[] = ['escalation.answer', 'escalation.read'];
const trace: Permission[] = [
  ...seen,
  ...beAsked,
  'calendar.read',
  'incident.trace',
  'notice.read',
  'service.read',
  'template.read',
];
/** Works on commitments, contracts and gaps. */
const promise: Permission[] = [
  'access.request',
  'commitment.read',
  'commitment.write',
  'contract.read',
  'contract.write',
  'gap.check',
  'gap.read',
];
/** Answers for commitments, and for who may see them. */
const answer: Permission[] = [
  'access.decide',
  'access.request',
  'commitment.confirm',
  'commitment.read',
  'contract.read',
  'gap.read',
];
const respond: Permission[] = [...trace, 'escalation.start', 'incident.respond'];
const operate: Permission[] = [
  ...respond,
  'customer.read',
  'incident.declare',
  'notice.write',
  'policy.read',
  'supplier.read',
  'window.read',
];

/** What each role of a role binding may do within the binding's scope (3a, operations.md). */
const granted: Record<AccessRole, ReadonlySet<Permission>> = {
  admin: new Set(permissions),
  ops_lead: new Set([
    ...operate,
    ...promise,
    'access.decide',
    'audit.read',
    'calendar.write',
    'commitment.confirm',
    'drill.run',
    'incident.lead',
    'integration.read',
    'integration.write',
    'oncall.write',
    'people.contacts',
    'policy.write',
    'report.read',
    'service.write',
    'severity.write',
    'supplier.write',
    'template.write',
    'webhook.read',
    'window.approve',
    'window.write',
  ] as const),
  engineer: new Set([
    ...operate,
    'access.request',
    'commitment.read',
    'drill.run',
    'gap.read',
    'integration.read',
    'oncall.write',
    'window.write',
  ] as const),
  hotline: new Set([...operate, 'access.request', 'people.contacts'] as const),
  delivery: new Set([
    ...respond,
    ...promise,
    'customer.read',
    'service.write',
    'supplier.read',
  ] as const),
  hr: new Set([
    ...beAsked,
    'calendar.read',
    'access.request',
    'directory.read',
    'oncall.read',
    'people.contacts',
    'people.write',
  ] as const),
  manager: new Set([
    ...respond,
    ...answer,
    'gap.check',
    'customer.read',
    'notice.write',
    'oncall.write',
    'policy.read',
    'report.read',
  ] as const),
  executive: new Set([
    ...respond,
    ...answer,
    'gap.accept',
    'customer.read',
    'report.read',
  ] as const),
  viewer: new Set([...trace, 'access.request'] as const),
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
