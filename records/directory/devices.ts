import {
  deviceOwners,
  type DeviceAnswer,
  type DeviceDraft,
} from '../../contracts/directory/devices.js';
import { Refused } from '../../contracts/api/refused.js';
import type { Device, Prisma } from '../../prisma/generated/client.js';
import { servicesWithin } from '../commitment/visible.js';
import type { Scope, Scoped } from '../access/scope.js';
import type { Rows } from './access.js';
import { anyOf, externalRefColumn, externalRefOf, sameExternalRef, stampsOf } from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { sitePath } from './sites.js';
import { brokenRule } from './tree.js';

interface DeviceFilters {
  service?: string[] | undefined;
  site?: string[] | undefined;
  class?: string[] | undefined;
  assetNo?: string[] | undefined;
  serial?: string[] | undefined;
  /** Whether its source no longer has it. */
  gone?: boolean | undefined;
  /** Sites within the caller's scope, with all below them; see `sitesBelow`. */
  reachableSites?: string[] | undefined;
}

type Columns = Omit<Prisma.DeviceUncheckedCreateInput, 'id' | 'version'>;

const noun: Noun<Device, DeviceDraft, Columns, Prisma.DeviceWhereInput, DeviceFilters> = {
  name: 'device',
  idPrefix: 'dev_',
  table: (rows) => rows.device,
  draftOf: (row) => draftOfDevice(row),
  columns: (draft) => ({
    assetNo: draft.assetNo ?? null,
    class: draft.class,
    model: draft.model ?? null,
    serial: draft.serial ?? null,
    serviceId: draft.service ?? null,
    siteId: draft.site ?? null,
    place: draft.place ?? null,
    owner: draft.owner ?? 'operator',
    goneAt: null,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: (filters, scope) => ({
    ...anyOf('serviceId', filters.service),
    ...anyOf('siteId', filters.site),
    ...anyOf('class', filters.class),
    ...anyOf('assetNo', filters.assetNo),
    ...anyOf('serial', filters.serial),
    ...(filters.gone !== undefined && { goneAt: filters.gone ? { not: null } : null }),
    ...visible(scope, filters.reachableSites ?? []),
  }),
  byExternalRef: sameExternalRef,
  scoped: scopedBy,
  check: async (rows, draft, { id }) => {
    if (draft.assetNo == null && draft.serial == null) {
      throw brokenRule('/assetNo', 'a device has an asset number or a serial number');
    }
    await refuseTakenAsset(rows, draft, id);
    await refuseUnknown(rows, [
      { pointer: '/service', kind: 'service', id: draft.service },
      { pointer: '/site', kind: 'site', id: draft.site },
    ]);
  },
  usedBy: async () => [],
};

/** What a caller would write to get this row. */
export const draftOfDevice = (row: Device): DeviceDraft => ({
  assetNo: row.assetNo,
  class: row.class,
  model: row.model,
  serial: row.serial,
  service: row.serviceId,
  site: row.siteId,
  place: row.place,
  owner: ownerOf(row),
  externalRef: externalRefOf(row.externalRef),
});

const ownerOf = ({ owner }: Device): DeviceAnswer['owner'] =>
  deviceOwners.find((known) => known === owner) ?? 'operator';

async function refuseTakenAsset(rows: Rows, { assetNo }: DeviceDraft, self: string): Promise<void> {
  if (assetNo == null) return;
  const taken = await rows.device.findUnique({ where: { assetNo }, select: { id: true } });
  if (taken && taken.id !== self) throw new Refused('conflict', { what: `assetNo ${assetNo}` });
}

/** A device is scoped as its service is, and by where it stands. */
async function scopedBy(rows: Rows, { service: id, site }: DeviceDraft): Promise<Scoped> {
  const place = await sitePath(rows, site);
  if (id == null) return { sitePath: place };
  const service = await rows.service.findUnique({
    where: { id },
    select: { departmentId: true, customerId: true, siteId: true },
  });
  if (!service) return { sitePath: place };
  const { departmentId, customerId, siteId } = service;
  return { departmentId, customerId, sitePath: [...place, ...(await sitePath(rows, siteId))] };
}

const visible = (scope: Scope, sites: string[]): Prisma.DeviceWhereInput =>
  scope.everywhere
    ? {}
    : { OR: [{ service: servicesWithin(scope, sites) }, { siteId: { in: sites } }] };

const answerOf = (row: Device): DeviceAnswer => ({
  ...stampsOf(row),
  assetNo: row.assetNo,
  class: row.class,
  model: row.model,
  serial: row.serial,
  service: row.serviceId,
  site: row.siteId,
  place: row.place,
  owner: ownerOf(row),
  goneAt: row.goneAt,
  externalRef: externalRefOf(row.externalRef),
});

/** Things that services run on, as their source knows them (Device, 3a operations.md). */
export const devices = verbsOf(noun, answerOf);
