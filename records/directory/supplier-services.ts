import type {
  SupplierServiceAnswer,
  SupplierServiceDraft,
} from '../../contracts/directory/suppliers.js';
import { notFound } from '../../contracts/api/refused.js';
import { isZone } from '../../domain/zone.js';
import type { Prisma, SupplierService } from '../../prisma/generated/client.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access } from './access.js';
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
import { brokenRule } from './tree.js';
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
    carrier: row.carrier,
    handOff: row.handOff,
    engineer: namedEngineer(row),
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
    carrier: draft.carrier ?? null,
    handOff: draft.handOff ?? null,
    engineerName: draft.engineer?.name ?? null,
    engineerContact: draft.engineer?.contact ?? null,
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

const namedEngineer = ({ engineerName: name, engineerContact: contact }: SupplierService) =>
  name === null || contact === null ? null : { name, contact };

/** The engineer whom a call verified: another name or contact is another engineer. */
const asVerified = ({ name, contact }: { name: string; contact: string }): string =>
  JSON.stringify([name, contact]);

const engineerOf = (row: SupplierService): SupplierServiceAnswer['engineer'] => {
  const named = namedEngineer(row);
  return named && { ...named, verified: verifiedOf(row, asVerified(named)) };
};

function verifiedOf(row: SupplierService, engineer: string) {
  const { verifiedAs, verifiedById: by, verifiedAt: at, verifiedNote: note } = row;
  return verifiedAs === engineer && by !== null && at ? { by, at, note } : null;
}

/** As a reader sees it, with the engineer and whether a call verified this very one. */
export const supplierServiceAnswerOf = (row: SupplierService): SupplierServiceAnswer => ({
  ...stampsOf(row),
  supplier: row.supplierId,
  circuitId: row.circuitId,
  medium: row.medium,
  technology: row.technology,
  lastMile: row.lastMile,
  carrier: row.carrier,
  handOff: row.handOff,
  engineer: engineerOf(row),
  constraints: constraintsOf(row),
  acceptOnly: acceptOnlyOf(row),
  zone: row.zone,
  externalRef: externalRefOf(row.externalRef),
});

/** Circuits and other services bought from a supplier, with the hours in which it works. */
export const supplierServices = verbsOf(noun, supplierServiceAnswerOf);

/** `person` reached the circuit's engineer by a call (N41); 422 where none is named. */
export const verifyEngineer = (
  access: Access,
  id: string,
  { person, note }: { person: string; note?: string | undefined },
): Promise<SupplierServiceAnswer> =>
  inOneWrite(access, async (rows) => {
    const row = await rows.supplierService.findUnique({ where: { id } });
    if (!row) throw notFound('supplier_service');
    const named = namedEngineer(row);
    if (!named) throw brokenRule('/engineer', 'no engineer is named: add name and contact first');
    const verified = { by: person, note: note ?? null, engineer: named.name };
    const after = await rows.supplierService.update({
      where: { id },
      data: {
        ...{ verifiedAs: asVerified(named), verifiedById: person, verifiedAt: access.writer.at },
        ...{ verifiedNote: note ?? null, version: row.version + 1 },
      },
    });
    const line = { subject: id, action: 'supplier_service.verify', after: verified };
    await appendAudit(rows, line, access.writer);
    return supplierServiceAnswerOf(after);
  });
