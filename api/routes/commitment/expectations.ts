import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  expectationAnswer,
  expectationCreate,
  expectationPatch,
  expectationReplace,
  type ExpectationAnswer,
} from '../../../contracts/commitment/expectations.js';
import { expectations } from '../../../records/commitment/expectations.js';
import {
  createRoute,
  readRoutes,
  removeRoute,
  updateRoute,
  upsertRoute,
} from '../directory/crud.js';

const core = {
  path: 'legacy-expectations',
  operations: 'legacy_expectations',
  words: { zh: '沿袭的客户期待', en: 'legacy expectations' },
  read: 'commitment.read',
  write: 'commitment.write',
  answer: expectationAnswer,
  query: z.strictObject({
    ...pagingQuery,
    customer: manyOf(idIn).optional(),
    service: manyOf(idIn).optional(),
  }),
  show: (answer: ExpectationAnswer) => answer,
} as const;

export const expectationRoutes = [
  ...readRoutes(core, expectations),
  createRoute(core, expectationCreate, (access, draft) => expectations.create(access, draft)),
  updateRoute(core, expectationPatch, expectations.update),
  upsertRoute(core, expectationReplace, expectations.upsert),
  removeRoute(core, expectations.remove),
];
