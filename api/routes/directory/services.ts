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
import { serviceDisclosure } from '../../../contracts/directory/disclosure.js';
import type { Access } from '../../../records/directory/access.js';
import { services, sitesBelow } from '../../../records/directory/services.js';
import { disclosureOf } from '../../../records/handover/disclosure.js';
import { route } from '../../route.js';
import { serviceNamed } from '../commitment/lookup.js';
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
    product: manyOf(idIn).optional(),
    dependsOn: manyOf(idIn).optional(),
    status: manyOf(z.enum(serviceStatuses)).optional(),
    productLine: manyOf(z.enum(productLines)).optional(),
  }),
  show: (answer: ServiceAnswer) => answer,
  reach: async (access: Access) => ({ reachableSites: await sitesBelow(access.db, access.scope) }),
} as const;

const disclosure = route({
  method: 'get',
  path: '/api/v1/services/{id}/disclosure',
  operationId: 'services_disclosure',
  summary: {
    zh: '一键查看已核实的架构、业务流向与联系方式',
    en: 'What was disclosed of the service and verified: architecture and traffic flows',
  },
  tags: ['directory'],
  permission: 'incident.trace',
  params: z.object({ id: idIn.describe('Id or code') }),
  response: serviceDisclosure,
  handler: async (call) => {
    const { id, code, name } = await serviceNamed(call, call.params.id, 'incident.trace');
    return disclosureOf(call.db, { id, code, name: name[call.language] });
  },
});

export const serviceRoutes = [
  ...readRoutes(core, services),
  createRoute(core, serviceCreate, (access, draft) => services.create(access, draft)),
  updateRoute(core, servicePatch, services.update),
  upsertRoute(core, serviceReplace, services.upsert),
  removeRoute(core, services.remove),
  disclosure,
];
