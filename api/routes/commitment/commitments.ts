import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  commitmentAnswer,
  commitmentCreate,
  commitmentPatch,
  commitmentReplace,
  commitmentStatuses,
  type CommitmentAnswer,
} from '../../../contracts/commitment/commitments.js';
import { metric } from '../../../contracts/commitment/fields.js';
import { commitments } from '../../../records/commitment/commitments.js';
import { confirmCommitment } from '../../../records/commitment/confirm.js';
import type { Access } from '../../../records/directory/access.js';
import { sitesBelow } from '../../../records/directory/services.js';
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
  path: 'commitments',
  operations: 'commitments',
  words: { zh: '承诺', en: 'commitments' },
  read: 'commitment.read',
  write: 'commitment.write',
  answer: commitmentAnswer,
  query: z.strictObject({
    ...pagingQuery,
    service: manyOf(idIn).optional(),
    contract: manyOf(idIn).optional(),
    metric: manyOf(metric).optional(),
    status: manyOf(z.enum(commitmentStatuses)).optional(),
  }),
  show: (answer: CommitmentAnswer) => answer,
  reach: async (access: Access) => ({
    reachableSites: await sitesBelow(access.db, access.scope),
  }),
} as const;

/** Who writes a draft cannot confirm it. */
const author = ({ writer }: Access) => ({ author: writer.actor.person ?? null });

const confirm = route({
  method: 'post',
  path: '/api/v1/commitments/{id}/confirm',
  operationId: 'commitments_confirm',
  summary: {
    zh: '由起草人之外的人确认承诺',
    en: 'Confirm a commitment, by another person than its author',
  },
  tags: ['directory'],
  permission: 'commitment.confirm',
  params: idParams,
  body: z.strictObject({}),
  response: commitmentAnswer,
  handler: (call) => {
    const { id: person } = personOf(call.principal);
    const of = { id: call.params.id, version: call.ifMatch, person };
    return confirmCommitment(accessOf(call, 'commitment.confirm'), of);
  },
});

export const commitmentRoutes = [
  ...readRoutes(core, commitments),
  createRoute(core, commitmentCreate, (access, draft) =>
    commitments.create(access, { ...draft, ...author(access) }),
  ),
  updateRoute(core, commitmentPatch, (access, of, patch) =>
    commitments.update(access, of, { ...patch, ...author(access) }),
  ),
  upsertRoute(core, commitmentReplace, (access, { version, draft }) =>
    commitments.upsert(access, { version, draft: { ...draft, ...author(access) } }),
  ),
  removeRoute(core, commitments.remove),
  confirm,
];
