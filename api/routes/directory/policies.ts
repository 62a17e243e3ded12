import { z } from 'zod';
import { flagIn } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  policyAnswer,
  policyCreate,
  policyPatch,
  type PolicyAnswer,
} from '../../../contracts/directory/policies.js';
import { policies } from '../../../records/directory/policies.js';
import { createRoute, readRoutes, removeRoute, updateRoute } from './crud.js';

const core = {
  path: 'policies',
  operations: 'policies',
  words: { zh: '升级策略', en: 'policies' },
  read: 'policy.read',
  write: 'policy.write',
  answer: policyAnswer,
  query: z.strictObject({ ...pagingQuery, isDefault: flagIn.optional() }),
  show: (answer: PolicyAnswer) => answer,
} as const;

export const policyRoutes = [
  ...readRoutes(core, policies),
  createRoute(core, policyCreate, (access, draft) => policies.create(access, draft)),
  updateRoute(core, policyPatch, policies.update),
  removeRoute(core, policies.remove),
];
