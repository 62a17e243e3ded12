import { accessRoles, type AccessRole } from '../contracts/directory/role-bindings.js';

export const permissions = [
  'access.decide',
  'access.read',
  'access.request',
  'access.write',
  'audit.read',
  'calendar.read',
  'calendar.write',
  'certification.write',
  'commitment.confirm',
  'commitment.read',
  'commitment.write',
  'contact.verify',
  'contract.read',
  'contract.write',
  'customer.read',
  'customer.write',
  'device.read',
  'device.write',
  'directory.read',
  'directory.write',
  'drill.run',
  'escalation.answer',
  'escalation.read',
  'escalation.start',
  'file.read',
  'file.write',
  'gap.accept',
  'gap.check',
  'gap.read',
  'handover.read',
  'handover.start',
  'handover.takeover',
  'handover.work',
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
  'product.write',
  'promise.act',
  'promise.lead',
  'promise.read',
  'report.read',
  'review.act',
  'review.read',
  'review.schedule',
  'service.read',
  'service.write',
  'severity.read',
  'severity.write',
  'site.write',
  'supplier.read',
  'supplier.verify',
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
/**
 * Any department may be asked, so all of its people may read and answer; who may is the chain's.
 * Everybody has a review of their own: what is seen of one is for the publication gate.
 */
const beAsked: Permission[] = [
  'escalation.answer',
  'escalation.read',
  'file.read',
  'file.write',
  'handover.read',
  'handover.work',
  'promise.act',
  'promise.read',
  'review.act',
  'review.read',
];
const trace: Permission[] = [
  ...seen,
  ...beAsked,
  'calendar.read',
  'device.read',
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
    'certification.write',
    'commitment.confirm',
    'device.write',
    'drill.run',
    'incident.lead',
    'integration.read',
    'integration.write',
    'oncall.write',
    'people.contacts',
    'policy.write',
    'product.write',
    'promise.lead',
    'report.read',
    'service.write',
    'severity.write',
    'supplier.verify',
    'supplier.write',
    'template.write',
    'webhook.read',
    'window.approve',
    'window.write',
    'contact.verify',
    'handover.start',
  ] as const),
  engineer: new Set([
    ...operate,
    'access.request',
    'commitment.read',
    'device.write',
    'drill.run',
    'gap.read',
    'integration.read',
    'oncall.write',
    'supplier.verify',
    'window.write',
    'contact.verify',
  ] as const),
  hotline: new Set([...operate, 'access.request', 'contact.verify', 'people.contacts'] as const),
  delivery: new Set([
    ...respond,
    ...promise,
    'customer.read',
    'device.write',
    'service.write',
    'supplier.read',
    'handover.start',
  ] as const),
  hr: new Set([
    ...beAsked,
    'calendar.read',
    'access.request',
    'certification.write',
    'directory.read',
    'oncall.read',
    'people.contacts',
    'people.write',
    'review.schedule',
  ] as const),
  manager: new Set([
    ...respond,
    ...answer,
    'certification.write',
    'gap.check',
    'customer.read',
    'notice.write',
    'oncall.write',
    'policy.read',
    'promise.lead',
    'report.read',
    'contact.verify',
    'handover.start',
  ] as const),
  executive: new Set([
    ...respond,
    ...answer,
    'gap.accept',
    'handover.takeover',
    'customer.read',
    'promise.lead',
    'report.read',
  ] as const),
  viewer: new Set([...trace, 'access.request'] as const),
  customer_contact: new Set(['incident.read', 'service.read'] as const),
};

export const roleGrants = (role: AccessRole, permission: Permission): boolean =>
  granted[role].has(permission);

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
