import { dependencyDepthMax } from '../../contracts/directory/services.js';
import type { ServiceAnswer, ServiceDraft } from '../../contracts/directory/services.js';
import type { Prisma, Service } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';
import type { Rows } from './access.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  namesOf,
  sameExternalRef,
  stampsOf,
} from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { sitePath } from './sites.js';
import { refuseTakenCode } from './taken-code.js';
import { brokenRule, refuseLoop } from './tree.js';
import { usersOf } from './users.js';

interface ServiceFilters {
  code?: string[] | undefined;
  customer?: string[] | undefined;
  site?: string[] | undefined;
  department?: string[] | undefined;
  status?: string[] | undefined;
  productLine?: string[] | undefined;
  product?: string[] | undefined;
  dependsOn?: string[] | undefined;
  /** Sites within the caller's scope, with all below them; see `sitesBelow`. */
  reachableSites?: string[] | undefined;
}

type Columns = Omit<
  Prisma.ServiceUncheckedCreateInput,
  'id' | 'version' | 'dependsOn' | 'supplierServiceIds' | 'commitments' | 'gaps' | 'devices'
> & { dependsOn: string[]; supplierServiceIds: string[] };

const noun: Noun<Service, ServiceDraft, Columns, Prisma.ServiceWhereInput, ServiceFilters> = {
  name: 'service',
  idPrefix: 'svc_',
  table: (rows) => rows.service,
  draftOf: (row) => ({
    code: row.code,
    name: namesOf(row.name),
    productLine: row.productLine as ServiceDraft['productLine'],
    mode: row.mode,
    status: row.status as ServiceDraft['status'],
    customer: row.customerId,
    contract: row.contractId,
    site: row.siteId,
    department: row.departmentId,
    policy: row.policyId,
    product: row.productId,
    dependsOn: row.dependsOn,
    supplierServices: row.supplierServiceIds,
    requirements: requirementsOf(row),
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    code: draft.code,
    name: jsonColumn(draft.name),
    productLine: draft.productLine,
    mode: draft.mode ?? 'service_only',
    status: draft.status ?? 'in_service',
    customerId: draft.customer ?? null,
    contractId: draft.contract ?? null,
    siteId: draft.site ?? null,
    departmentId: draft.department ?? null,
    policyId: draft.policy ?? null,
    productId: draft.product ?? null,
    dependsOn: draft.dependsOn ?? [],
    supplierServiceIds: draft.supplierServices ?? [],
    requirements: jsonColumn(draft.requirements ?? []),
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: (filters, scope) => ({
    ...anyOf('code', filters.code),
    ...anyOf('customerId', filters.customer),
    ...anyOf('siteId', filters.site),
    ...anyOf('departmentId', filters.department),
    ...anyOf('status', filters.status),
    ...anyOf('productLine', filters.productLine),
    ...anyOf('productId', filters.product),
    ...(filters.dependsOn && { dependsOn: { hasSome: filters.dependsOn } }),
    ...visible(scope, filters.reachableSites ?? []),
  }),
  byExternalRef: sameExternalRef,
  scoped: async (rows, draft) => ({
    departmentId: draft.department ?? null,
    customerId: draft.customer ?? null,
    sitePath: await sitePath(rows, draft.site),
  }),
  check: async (rows, draft, { id }) => {
    await refuseTakenCode(rows.service.findUnique({ where: { code: draft.code } }), id);
    await refuseUnknown(rows, referencesOf(draft));
    await refuseForeignContract(rows, draft);
    await refuseLoop({
      id,
      parents: draft.dependsOn ?? [],
      pointer: '/dependsOn',
      depthMax: dependencyDepthMax,
      above: (ids) => upstreamOf(rows, ids),
    });
  },
  usedBy: (rows, id) =>
    usersOf([
      ['services', rows.service.findMany({ where: { dependsOn: { has: id } }, ...usersOf.some })],
      ['integrations', rows.integration.findMany({ where: { serviceId: id }, ...usersOf.some })],
      ['incidents', rows.incident.findMany({ where: openOn(id), ...usersOf.some })],
      ['commitments', rows.commitment.findMany({ where: { serviceId: id }, ...usersOf.some })],
      ['devices', rows.device.findMany({ where: { serviceId: id }, ...usersOf.some })],
    ]),
};

const openOn = (id: string) => ({ serviceId: id, stage: { not: 'closed' } });

const referencesOf = (draft: ServiceDraft) => [
  { pointer: '/customer', kind: 'customer' as const, id: draft.customer },
  { pointer: '/contract', kind: 'contract' as const, id: draft.contract },
  { pointer: '/site', kind: 'site' as const, id: draft.site },
  { pointer: '/department', kind: 'department' as const, id: draft.department },
  { pointer: '/policy', kind: 'policy' as const, id: draft.policy },
  { pointer: '/product', kind: 'product' as const, id: draft.product },
  ...(draft.dependsOn ?? []).map((id, k) => ({
    pointer: `/dependsOn/${k}`,
    kind: 'service' as const,
    id,
  })),
  ...(draft.supplierServices ?? []).map((id, k) => ({
    pointer: `/supplierServices/${k}`,
    kind: 'supplierService' as const,
    id,
  })),
];

/** A service stands in a contract of its own customer. */
async function refuseForeignContract(rows: Rows, draft: ServiceDraft): Promise<void> {
  if (draft.contract == null) return;
  const contract = await rows.contract.findUnique({ where: { id: draft.contract } });
  if (contract && contract.customerId === draft.customer) return;
  throw brokenRule('/contract', 'the contract is with another customer');
}

const requirementsOf = (row: Service): ServiceAnswer['requirements'] =>
  row.requirements as unknown as ServiceAnswer['requirements'];

async function upstreamOf(rows: Rows, ids: string[]): Promise<string[]> {
  const found = await rows.service.findMany({
    where: { id: { in: ids } },
    select: { dependsOn: true },
  });
  return found.flatMap(({ dependsOn }) => dependsOn);
}

const visible = (scope: Scope, sites: string[]): Prisma.ServiceWhereInput =>
  scope.everywhere
    ? {}
    : {
        OR: [
          { customerId: { in: scope.customers } },
          { departmentId: { in: scope.departments } },
          { siteId: { in: sites } },
        ],
      };

/** The sites a scope names with everything below them, for `ServiceFilters.reachableSites`. */
export async function sitesBelow(rows: Rows, scope: Scope): Promise<string[]> {
  if (scope.everywhere || scope.sites.length === 0) return [];
  const found = await rows.site.findMany({
    where: { path: { hasSome: scope.sites } },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}

const answerOf = (row: Service): ServiceAnswer => ({
  ...stampsOf(row),
  code: row.code,
  name: namesOf(row.name),
  productLine: row.productLine,
  mode: row.mode,
  status: row.status,
  customer: row.customerId,
  contract: row.contractId,
  site: row.siteId,
  department: row.departmentId,
  policy: row.policyId,
  product: row.productId,
  dependsOn: row.dependsOn,
  supplierServices: row.supplierServiceIds,
  requirements: requirementsOf(row),
  externalRef: externalRefOf(row.externalRef),
});

/** What customers rely on, and the inner services these stand behind. */
export const services = verbsOf(noun, answerOf);
