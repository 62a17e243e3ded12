import type { CustomerAnswer, CustomerDraft } from '../../contracts/directory/customers.js';
import type { Customer, Prisma } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';
import { anyOf, externalRefColumn, externalRefOf, sameExternalRef, stampsOf } from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseTakenCode } from './taken-code.js';
import { usersOf } from './users.js';

interface CustomerFilters {
  code?: string[] | undefined;
  tier?: string[] | undefined;
  status?: string[] | undefined;
}

type Columns = Omit<
  Prisma.CustomerUncheckedCreateInput,
  'id' | 'version' | 'services' | 'languages' | 'contacts' | 'contracts' | 'expectations'
> & {
  languages: string[];
};

const noun: Noun<Customer, CustomerDraft, Columns, Prisma.CustomerWhereInput, CustomerFilters> = {
  name: 'customer',
  idPrefix: 'cus_',
  table: (rows) => rows.customer,
  draftOf: (row) => ({
    code: row.code,
    name: row.name,
    tier: row.tier as CustomerDraft['tier'],
    segment: row.segment,
    languages: row.languages as CustomerDraft['languages'],
    status: row.status as CustomerDraft['status'],
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    code: draft.code,
    name: draft.name,
    tier: draft.tier ?? null,
    segment: draft.segment ?? null,
    languages: [...new Set(draft.languages ?? ['zh'])],
    status: draft.status ?? 'active',
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ code, tier, status }, scope) => ({
    ...anyOf('code', code),
    ...anyOf('tier', tier),
    ...anyOf('status', status),
    ...visible(scope),
  }),
  byExternalRef: sameExternalRef,
  scoped: (_rows, _draft, id) => ({ customerId: id }),
  check: (rows, draft, { id }) =>
    refuseTakenCode(rows.customer.findUnique({ where: { code: draft.code } }), id),
  usedBy: (rows, id) =>
    usersOf([
      ['services', rows.service.findMany({ where: { customerId: id }, ...usersOf.some })],
      ['contacts', rows.customerContact.findMany({ where: { customerId: id }, ...usersOf.some })],
      ['contracts', rows.contract.findMany({ where: { customerId: id }, ...usersOf.some })],
      [
        'legacyExpectations',
        rows.legacyExpectation.findMany({ where: { customerId: id }, ...usersOf.some }),
      ],
      ['roleBindings', rows.roleBinding.findMany({ where: { customerId: id }, ...usersOf.some })],
    ]),
};

/** A department's role sees the customers whose services its department answers for. */
const visible = (scope: Scope): Prisma.CustomerWhereInput =>
  scope.everywhere
    ? {}
    : {
        OR: [
          { id: { in: scope.customers } },
          { services: { some: { departmentId: { in: scope.departments } } } },
        ],
      };

const answerOf = (row: Customer): CustomerAnswer => ({
  ...stampsOf(row),
  code: row.code,
  name: row.name,
  tier: row.tier,
  segment: row.segment,
  languages: row.languages as CustomerAnswer['languages'],
  status: row.status,
  externalRef: externalRefOf(row.externalRef),
});

export const customers = verbsOf(noun, answerOf);
