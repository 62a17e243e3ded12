import { z } from 'zod';
import { flagIn, idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  deviceAnswer,
  deviceCreate,
  deviceImport,
  deviceImportAnswer,
  devicePatch,
  deviceReplace,
  pullOf,
  type DeviceAnswer,
} from '../../../contracts/directory/devices.js';
import { line } from '../../../contracts/directory/fields.js';
import type { Access } from '../../../records/directory/access.js';
import { importDevices } from '../../../records/directory/device-import.js';
import { devices } from '../../../records/directory/devices.js';
import { sitesBelow } from '../../../records/directory/services.js';
import { route } from '../../route.js';
import { serviceNamed } from '../commitment/lookup.js';
import { accessOf } from './access.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const labelMaxChars = 100;

const core = {
  path: 'devices',
  operations: 'devices',
  words: { zh: '设备', en: 'devices' },
  read: 'device.read',
  write: 'device.write',
  answer: deviceAnswer,
  query: z.strictObject({
    ...pagingQuery,
    service: manyOf(idIn).optional(),
    site: manyOf(idIn).optional(),
    class: manyOf(line(labelMaxChars)).optional(),
    assetNo: manyOf(line(labelMaxChars)).optional(),
    serial: manyOf(line(labelMaxChars)).optional(),
    gone: flagIn.optional(),
  }),
  show: (answer: DeviceAnswer) => answer,
  reach: async (access: Access) => ({ reachableSites: await sitesBelow(access.db, access.scope) }),
} as const;

const pull = route({
  method: 'post',
  path: '/api/v1/devices/import',
  operationId: 'devices_import',
  summary: {
    zh: '从 NetBox 等来源按其编号批量同步设备',
    en: 'Take devices over from a source such as NetBox, by its own ids',
  },
  tags: ['directory'],
  permission: 'device.write',
  body: deviceImport,
  response: deviceImportAnswer,
  handler: async (call) => {
    const given = pullOf(call.body);
    const { service } = given;
    const named =
      service === undefined ? undefined : (await serviceNamed(call, service, 'device.write')).id;
    return importDevices(accessOf(call, 'device.write'), { ...given, service: named });
  },
});

export const deviceRoutes = [
  ...readRoutes(core, devices),
  pull,
  createRoute(core, deviceCreate, (access, draft) => devices.create(access, draft)),
  updateRoute(core, devicePatch, devices.update),
  upsertRoute(core, deviceReplace, devices.upsert),
  removeRoute(core, devices.remove),
];
