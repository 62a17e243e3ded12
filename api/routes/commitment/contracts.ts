import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  contractAnswer,
  contractCreate,
  contractPatch,
  contractReplace,
  type ContractAnswer,
} from '../../../contracts/commitment/contracts.js';
import { code } from '../../../contracts/directory/fields.js';
import { contracts } from '../../../records/commitment/contracts.js';
import {
  createRoute,
  readRoutes,
  removeRoute,
  updateRoute,
  upsertRoute,
} from '../directory/crud.js';

const core = {
  path: 'contracts',
  operations: 'contracts',
  words: { zh: '合同', en: 'contracts' },
  read: 'contract.read',
  write: 'contract.write',
  answer: contractAnswer,
  query: z.strictObject({
    ...pagingQuery,
    no: manyOf(code).optional(),
    customer: manyOf(idIn).optional(),
  }),
  show: (answer: ContractAnswer) => answer,
} as const;

export const contractRoutes = [
  ...readRoutes(core, contracts),
  createRoute(core, contractCreate, (access, draft) => contracts.create(access, draft)),
  updateRoute(core, contractPatch, contracts.update),
  upsertRoute(core, contractReplace, contracts.upsert),
  removeRoute(core, contracts.remove),
];
