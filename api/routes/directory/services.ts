import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { code } from '../../../contracts/directory/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  serviceAnswer,
  serviceCreate,
  servicePatch,
  serviceReplace,
  productLines,
  serviceStatuses,
  type ServiceAnswer,
} from '../../../contracts/directory/services.js';
import type { Access } from '../../../records/directory/access.js';
import { services, sitesBelow } from '../../../records/directory/services.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const core = {
  path: 'services',
  operations: 'services',
  words: { zh: '服务', en: 'services' },
  read: 'service.read',
  write: 'service.write',
  answer: serviceAnswer,
  query: z.strictObject({
    ...pagingQuery,
    code: manyOf(code).optional(),
    customer: manyOf(idIn).optional(),
    site: manyOf(idIn).optional(),
    department: manyOf(idIn).optional(),
    dependsOn: manyOf(idIn).optional(),
    status: manyOf(z.enum(serviceStatuses)).optional(),
    productLine: manyOf(z.enum(productLines)).optional(),
  }),
  show: (answer: ServiceAnswer) => answer,
  reach: async (access: Access) => ({ reachableSites: await sitesBelow(access.db, access.scope) }),
} as const;

export const serviceRoutes = [
  ...readRoutes(core, services),
  createRoute(core, serviceCreate, (access, draft) => services.create(access, draft)),
  updateRoute(core, servicePatch, services.update),
  upsertRoute(core, serviceReplace, services.upsert),
  removeRoute(core, services.remove),
];
