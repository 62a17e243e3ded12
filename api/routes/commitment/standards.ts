import { z } from 'zod';
import { manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  standardAnswer,
  standardCreate,
  standardPatch,
  standardReplace,
  standardStatuses,
  type StandardAnswer,
} from '../../../contracts/commitment/standards.js';
import { customerTiers } from '../../../contracts/directory/customers.js';
import { productLines } from '../../../contracts/directory/services.js';
import { agreeStandard, standards } from '../../../records/commitment/standards.js';
import type { Access } from '../../../records/directory/access.js';
import { personOf } from '../../auth/principal.js';
import { route } from '../../route.js';
import { accessOf } from '../directory/access.js';
import {
  createRoute,
  idParams,
  readRoutes,
  removeRoute,
  updateRoute,
  upsertRoute,
} from '../directory/crud.js';

const core = {
  path: 'standards',
  operations: 'standards',
  words: { zh: '服务标准', en: 'service standards' },
  read: 'commitment.read',
  write: 'commitment.write',
  answer: standardAnswer,
  query: z.strictObject({
    ...pagingQuery,
    productLine: manyOf(z.enum(productLines)).optional(),
    tier: manyOf(z.enum(customerTiers)).optional(),
    status: manyOf(z.enum(standardStatuses)).optional(),
  }),
  show: (answer: StandardAnswer) => answer,
} as const;

const author = ({ writer }: Access) => ({ author: writer.actor.person ?? null });

const agree = route({
  method: 'post',
  path: '/api/v1/standards/{id}/agree',
  operationId: 'standards_agree',
  summary: {
    zh: '由起草人之外的人同意服务标准',
    en: 'Agree to a service standard, by another person than its author',
  },
  tags: ['directory'],
  permission: 'commitment.confirm',
  params: idParams,
  body: z.strictObject({}),
  response: standardAnswer,
  handler: (call) => {
    const { id: person } = personOf(call.principal);
    const of = { id: call.params.id, version: call.ifMatch, person };
    return agreeStandard(accessOf(call, 'commitment.confirm'), of);
  },
});

export const standardRoutes = [
  ...readRoutes(core, standards),
  createRoute(core, standardCreate, (access, draft) =>
    standards.create(access, { ...draft, ...author(access) }),
  ),
  updateRoute(core, standardPatch, (access, of, patch) =>
    standards.update(access, of, { ...patch, ...author(access) }),
  ),
  upsertRoute(core, standardReplace, (access, { version, draft }) =>
    standards.upsert(access, { version, draft: { ...draft, ...author(access) } }),
  ),
  removeRoute(core, standards.remove),
  agree,
];
