import { z } from 'zod';
import { manyOf } from '../../../contracts/api/fields.js';
import { code } from '../../../contracts/directory/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  customerAnswer,
  customerCreate,
  customerPatch,
  customerReplace,
  customerStatuses,
  customerTiers,
  type CustomerAnswer,
} from '../../../contracts/directory/customers.js';
import { customers } from '../../../records/directory/customers.js';
import { createRoute, readRoutes, removeRoute, updateRoute, upsertRoute } from './crud.js';

const core = {
  path: 'customers',
  operations: 'customers',
  words: { zh: '客户', en: 'customers' },
  read: 'customer.read',
  write: 'customer.write',
  answer: customerAnswer,
  query: z.strictObject({
    ...pagingQuery,
    code: manyOf(code).optional(),
    tier: manyOf(z.enum(customerTiers)).optional(),
    status: manyOf(z.enum(customerStatuses)).optional(),
  }),
  show: (answer: CustomerAnswer) => answer,
} as const;

export const customerRoutes = [
  ...readRoutes(core, customers),
  createRoute(core, customerCreate, (access, draft) => customers.create(access, draft)),
  updateRoute(core, customerPatch, customers.update),
  upsertRoute(core, customerReplace, customers.upsert),
  removeRoute(core, customers.remove),
];
