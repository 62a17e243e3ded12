import type { SupplierAnswer, SupplierDraft } from '../../contracts/directory/suppliers.js';
import type { Prisma, Supplier } from '../../prisma/generated/client.js';
import {
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  sameExternalRef,
  stampsOf,
} from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { usersOf } from './users.js';

type SupplierFilters = Record<never, never>;

type Columns = Omit<Prisma.SupplierUncheckedCreateInput, 'id' | 'version' | 'services'>;

const noun: Noun<Supplier, SupplierDraft, Columns, Prisma.SupplierWhereInput, SupplierFilters> = {
  name: 'supplier',
  idPrefix: 'sup_',
  table: (rows) => rows.supplier,
  draftOf: (row) => ({
    name: row.name,
    channels: channelsOf(row),
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    name: draft.name,
    channels: jsonColumn(draft.channels ?? []),
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: () => ({}),
  byExternalRef: sameExternalRef,
  scoped: () => ({}),
  check: async () => undefined,
  usedBy: (rows, id) =>
    usersOf([
      ['services', rows.supplierService.findMany({ where: { supplierId: id }, ...usersOf.some })],
    ]),
};

const channelsOf = (row: Supplier): SupplierAnswer['channels'] =>
  row.channels as unknown as SupplierAnswer['channels'];

const answerOf = (row: Supplier): SupplierAnswer => ({
  ...stampsOf(row),
  name: row.name,
  channels: channelsOf(row),
  externalRef: externalRefOf(row.externalRef),
});

export const suppliers = verbsOf(noun, answerOf);
