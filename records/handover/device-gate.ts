import type { Gate } from '../../domain/handover/readings.js';
import {
  mismatchText,
  reconcile,
  type KnownDevice,
  type ListedDevice,
} from '../../domain/handover/reconcile.js';
import type { Device } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';
import { gateOf } from './gate.js';
import { itemValues } from './item-values.js';

/** The item of the checklist that lists the devices (5c). */
const deviceListItem = 'E1';

const cell = (row: Record<string, string>, ...names: string[]): string | undefined =>
  names.map((name) => row[name]?.trim()).find((value) => value !== undefined && value !== '');

const listedOf = (row: Record<string, string>): ListedDevice => {
  const [asset, serial] = [cell(row, 'asset', 'assetNo'), cell(row, 'serial')];
  const model = cell(row, 'model');
  return {
    ...(asset !== undefined && { asset }),
    ...(serial !== undefined && { serial }),
    ...(model !== undefined && { model }),
  };
};

const knownOf = (row: Device, service: string): KnownDevice => ({
  ...{ asset: row.assetNo, serial: row.serial, model: row.model },
  here: row.serviceId === service,
});

/** Devices that the directory has for the service, and those the list names as another's. */
async function knownDevices(
  rows: Rows,
  service: string,
  listed: readonly ListedDevice[],
): Promise<KnownDevice[]> {
  const assets = listed.flatMap(({ asset }) => asset ?? []);
  const serials = listed.flatMap(({ serial }) => serial ?? []);
  const found = await rows.device.findMany({
    where: {
      goneAt: null,
      OR: [{ serviceId: service }, { assetNo: { in: assets } }, { serial: { in: serials } }],
    },
    orderBy: { id: 'asc' },
  });
  return found
    .map((row) => knownOf(row, service))
    .toSorted((a, b) => Number(b.here) - Number(a.here));
}

/** The hand-over's device list against the directory, both ways (N10, E5 of 5c). */
export async function deviceGate(
  rows: Rows,
  { handover, service }: { handover: string; service: string },
): Promise<Gate> {
  const values = await itemValues(rows, handover, { keys: [deviceListItem] });
  const unread = values.filter((value) => value.content !== null && !value.rows);
  const listed = values.flatMap((value) => (value.rows ?? []).map(listedOf));
  const known = await knownDevices(rows, service, listed);
  const wrong = reconcile(listed, known).map(mismatchText);
  return gateOf([...unread.map(({ key }) => `${key} no_table`), ...wrong]);
}
