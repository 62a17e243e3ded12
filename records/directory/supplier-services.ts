import type {
  SupplierServiceAnswer,
  SupplierServiceDraft,
} from '../../contracts/directory/suppliers.js';
import { isZone } from '../../domain/zone.js';
import type { Prisma, SupplierService } from '../../prisma/generated/client.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  sameExternalRef,
  stampsOf,
} from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { unknownZone } from './sites.js';
import { usersOf } from './users.js';

/** With the supplier it is nested below. */
type SupplierServiceFull = SupplierServiceDraft & { supplier: string };

interface SupplierServiceFilters {
  supplier?: string[] | undefined;
}

type Columns = Omit<Prisma.SupplierServiceUncheckedCreateInput, 'id' | 'version' | 'slas'>;

const zoneDefault = 'Asia/Shanghai';

const noun: Noun<
  SupplierService,
  SupplierServiceFull,
  Columns,
  Prisma.SupplierServiceWhereInput,
  SupplierServiceFilters
> = {
  name: 'supplier_service',
  idPrefix: 'sps_',
  table: (rows) => rows.supplierService,
  draftOf: (row) => ({
    supplier: row.supplierId,
    circuitId: row.circuitId,
    medium: row.medium,
    technology: row.technology,
    lastMile: row.lastMile,
    constraints: constraintsOf(row),
    acceptOnly: acceptOnlyOf(row),
    zone: row.zone,
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: (draft) => ({
    supplierId: draft.supplier,
    circuitId: draft.circuitId ?? null,
    medium: draft.medium ?? null,
    technology: draft.technology ?? null,
    lastMile: draft.lastMile ?? null,
    constraints: jsonColumn(draft.constraints ?? []),
    acceptOnly: jsonColumn(draft.acceptOnly ?? []),
    zone: draft.zone ?? zoneDefault,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ supplier }) => anyOf('supplierId', supplier),
  byExternalRef: sameExternalRef,
  scoped: () => ({}),
  check: async (rows, draft) => {
    if (draft.zone !== undefined && !isZone(draft.zone)) throw unknownZone(draft.zone);
    await refuseUnknown(rows, [{ pointer: '/supplier', kind: 'supplier', id: draft.supplier }]);
  },
  usedBy: (rows, id) =>
    usersOf([
      [
        'services',
        rows.service.findMany({ where: { supplierServiceIds: { has: id } }, ...usersOf.some }),
      ],
      ['slas', rows.supplierSla.findMany({ where: { supplierServiceId: id }, ...usersOf.some })],
    ]),
};

const constraintsOf = (row: SupplierService): SupplierServiceAnswer['constraints'] =>
  row.constraints as unknown as SupplierServiceAnswer['constraints'];

const acceptOnlyOf = (row: SupplierService): SupplierServiceAnswer['acceptOnly'] =>
  row.acceptOnly as unknown as SupplierServiceAnswer['acceptOnly'];

const answerOf = (row: SupplierService): SupplierServiceAnswer => ({
  ...stampsOf(row),
  supplier: row.supplierId,
  circuitId: row.circuitId,
  medium: row.medium,
  technology: row.technology,
  lastMile: row.lastMile,
  constraints: constraintsOf(row),
  acceptOnly: acceptOnlyOf(row),
  zone: row.zone,
  externalRef: externalRefOf(row.externalRef),
});

/** Circuits and other services bought from a supplier, with the hours in which it works. */
export const supplierServices = verbsOf(noun, answerOf);
