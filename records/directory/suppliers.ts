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
    ...reachOf(row),
    engineer: engineerOf(row, (at) => at.getTime()),
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    name: draft.name,
    channels: jsonColumn(draft.channels ?? []),
    hasTechnicalContact: draft.hasTechnicalContact ?? false,
    hasComplaintPath: draft.hasComplaintPath ?? false,
    escalationContacts: jsonColumn(draft.escalationContacts ?? []),
    engineerName: draft.engineer?.name ?? null,
    engineerContact: draft.engineer?.contact ?? null,
    engineerVerifiedAt:
      draft.engineer?.verifiedAt == null ? null : new Date(draft.engineer.verifiedAt),
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

const reachOf = ({ hasTechnicalContact, hasComplaintPath, escalationContacts }: Supplier) => ({
  hasTechnicalContact,
  hasComplaintPath,
  escalationContacts: escalationContacts as unknown as SupplierAnswer['escalationContacts'],
});

const engineerOf = <T>(row: Supplier, told: (at: Date) => T) =>
  row.engineerName === null
    ? null
    : {
        name: row.engineerName,
        contact: row.engineerContact,
        verifiedAt: row.engineerVerifiedAt && told(row.engineerVerifiedAt),
      };

const answerOf = (row: Supplier): SupplierAnswer => ({
  ...stampsOf(row),
  name: row.name,
  channels: channelsOf(row),
  ...reachOf(row),
  engineer: engineerOf(row, (at) => at),
  externalRef: externalRefOf(row.externalRef),
});

export const suppliers = verbsOf(noun, answerOf);
