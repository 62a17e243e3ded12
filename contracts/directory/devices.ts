import { z } from 'zod';
import { timeOut } from '../api/fields.js';
import {
  answeredExternalRef,
  answeredRef,
  externalRef,
  line,
  nameMaxChars,
  optionalRef,
  resourceId,
  stamped,
} from './fields.js';
import { fromNetbox, netboxDevice } from './netbox-devices.js';

const labelMaxChars = 100;
const sourceMaxChars = 100;
const sourceIdMaxChars = 200;
/** Devices of one pull. */
export const importMax = 500;

export const deviceOwners = ['operator', 'customer', 'supplier'] as const;

const device = {
  assetNo: line(labelMaxChars).nullish().describe('unique; serial where there is none'),
  class: line(labelMaxChars).describe('router, switch, ups …'),
  model: line(nameMaxChars).nullish(),
  serial: line(labelMaxChars).nullish(),
  service: optionalRef.describe('the service it is part of'),
  site: optionalRef.describe('site, room, row or rack'),
  place: line(labelMaxChars).nullish().describe('where in the rack, such as U12–13'),
  owner: z.enum(deviceOwners).optional(),
};

export const deviceCreate = z
  .strictObject({ ...device, externalRef: externalRef.nullish() })
  .meta({ id: 'DeviceCreate' });
export const devicePatch = deviceCreate.partial().meta({ id: 'DevicePatch' });
export const deviceReplace = deviceCreate.extend({ externalRef }).meta({ id: 'DeviceReplace' });

/**
 * What a source such as NetBox holds at this moment, by its own ids; members that are left out stay
 * as they are stored.
 */
export const deviceImport = z
  .strictObject({
    source: line(sourceMaxChars),
    service: resourceId.optional().describe('all of them are of this service'),
    complete: z
      .boolean()
      .optional()
      .describe('these are all of the service: others that the source had are marked as gone'),
    devices: z
      .array(z.strictObject({ ...device, id: line(sourceIdMaxChars).describe("the source's") }))
      .max(importMax)
      .optional(),
    netbox: z
      .array(netboxDevice)
      .max(importMax)
      .optional()
      .describe('instead: `results` of GET /api/dcim/devices/ as NetBox answers it'),
  })
  .refine(
    (it) => (it.devices === undefined) !== (it.netbox === undefined),
    'either devices or netbox',
  )
  .refine((it) => !it.complete || it.service !== undefined, 'complete needs a service')
  .meta({ id: 'DeviceImport' });

export const deviceImportAnswer = z
  .object({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    gone: z.array(z.string()).describe('devices that the source no longer has'),
    rejected: z.array(
      z.object({
        index: z.int(),
        id: z.string().describe("the source's"),
        code: z.string(),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'DeviceImportAnswer' });

export const deviceAnswer = z
  .object({
    ...stamped,
    assetNo: z.string().nullable(),
    class: z.string(),
    model: z.string().nullable(),
    serial: z.string().nullable(),
    service: answeredRef,
    site: answeredRef,
    place: z.string().nullable(),
    owner: z.enum(deviceOwners),
    goneAt: timeOut.nullable().describe('since when its source no longer has it'),
    externalRef: answeredExternalRef,
  })
  .meta({ id: 'Device' });

export type DeviceDraft = z.output<typeof deviceCreate>;
export type DeviceAnswer = z.input<typeof deviceAnswer>;

/** One device of a pull, whichever way it was written. */
export type PulledDevice = { id: string } & Partial<DeviceDraft>;

export interface DevicePull {
  source: string;
  service?: string | undefined;
  complete?: boolean | undefined;
  devices: PulledDevice[];
}

export const pullOf = ({
  devices,
  netbox,
  ...rest
}: z.output<typeof deviceImport>): DevicePull => ({
  ...rest,
  devices: devices ?? (netbox ?? []).map(fromNetbox),
});

export type DeviceImportAnswer = z.input<typeof deviceImportAnswer>;
