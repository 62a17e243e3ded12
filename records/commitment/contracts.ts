import { Refused } from '../../contracts/api/refused.js';
import type { ContractAnswer, ContractDraft } from '../../contracts/commitment/contracts.js';
import type { Contract, Prisma } from '../../prisma/generated/client.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  sameExternalRef,
  stampsOf,
} from '../directory/columns.js';
import type { Noun } from '../directory/noun.js';
import { refuseUnknown } from '../directory/references.js';
import { usersOf } from '../directory/users.js';
import { verbsOf } from '../directory/verbs.js';
import { minorColumn, moneyOf } from './money.js';
import { customersWithin } from './visible.js';

interface ContractFilters {
  no?: string[] | undefined;
  customer?: string[] | undefined;
}

type Columns = Omit<
  Prisma.ContractUncheckedCreateInput,
  'id' | 'version' | 'services' | 'commitments'
>;

const noun: Noun<Contract, ContractDraft, Columns, Prisma.ContractWhereInput, ContractFilters> = {
  name: 'contract',
  idPrefix: 'con_',
  table: (rows) => rows.contract,
  draftOf: (row) => ({
    no: row.no,
    customer: row.customerId,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt?.getTime() ?? null,
    document: row.document,
    mrc: moneyOf({ minor: row.mrcMinor, currency: row.currency }),
    salesOwner: row.salesOwnerId,
    renewalNoticeDays: row.renewalNoticeDays,
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    no: draft.no,
    customerId: draft.customer,
    startsAt: new Date(draft.startsAt),
    endsAt: draft.endsAt == null ? null : new Date(draft.endsAt),
    document: draft.document ?? null,
    mrcMinor: minorColumn(draft.mrc),
    currency: draft.mrc?.currency ?? null,
    salesOwnerId: draft.salesOwner ?? null,
    renewalNoticeDays: draft.renewalNoticeDays ?? null,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ no, customer }, scope) => ({
    ...anyOf('no', no),
    ...anyOf('customerId', customer),
    ...(!scope.everywhere && { customer: customersWithin(scope) }),
  }),
  byExternalRef: sameExternalRef,
  scoped: (_rows, draft) => ({ customerId: draft.customer }),
  check: async (rows, draft, { id }) => {
    const taken = await rows.contract.findUnique({ where: { no: draft.no } });
    if (taken && taken.id !== id) throw new Refused('conflict', { what: `no ${draft.no}` });
    if (draft.endsAt != null && draft.endsAt <= draft.startsAt) {
      throw new Refused('impossible_order', { field: '/endsAt' });
    }
    await refuseUnknown(rows, [
      { pointer: '/customer', kind: 'customer', id: draft.customer },
      { pointer: '/salesOwner', kind: 'person', id: draft.salesOwner },
    ]);
  },
  usedBy: (rows, id) =>
    usersOf([
      ['services', rows.service.findMany({ where: { contractId: id }, ...usersOf.some })],
      ['commitments', rows.commitment.findMany({ where: { contractId: id }, ...usersOf.some })],
    ]),
};

const answerOf = (row: Contract): ContractAnswer => ({
  ...stampsOf(row),
  no: row.no,
  customer: row.customerId,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  document: row.document,
  mrc: moneyOf({ minor: row.mrcMinor, currency: row.currency }),
  salesOwner: row.salesOwnerId,
  renewalNoticeDays: row.renewalNoticeDays,
  externalRef: externalRefOf(row.externalRef),
});

/** Contracts with customers: services stand in them, commitments come from them. */
export const contracts = verbsOf(noun, answerOf);
