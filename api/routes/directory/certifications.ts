import { z } from 'zod';
import { idIn, manyOf, timeIn } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import { Refused } from '../../../contracts/api/refused.js';
import {
  certificationAnswer,
  certificationCreate,
  certificationPatch,
  certificationReplace,
  type CertificationAnswer,
} from '../../../contracts/directory/certifications.js';
import { line } from '../../../contracts/directory/fields.js';
import { certifications } from '../../../records/directory/certifications.js';
import type { Principal } from '../../auth/principal.js';
import { reply } from '../../reply.js';
import { route } from '../../route.js';
import { accessOf } from './access.js';
import { idParams, readRoutes, removeRoute } from './crud.js';

const dutyMaxChars = 100;
const read = 'directory.read';
const write = 'certification.write';
const path = '/api/v1/certifications';

const core = {
  path: 'certifications',
  operations: 'certifications',
  words: { zh: '认证', en: 'certifications' },
  read,
  write,
  answer: certificationAnswer,
  query: z.strictObject({
    ...pagingQuery,
    person: manyOf(idIn).optional(),
    product: manyOf(idIn).optional(),
    duty: manyOf(line(dutyMaxChars)).optional(),
    at: timeIn.optional().describe('only those in force then'),
  }),
  show: (answer: CertificationAnswer) => answer,
} as const;

/** A second person is never a typed name: whoever writes it certifies (api.md §1). */
function certifierFor({ person }: Principal, given: string | undefined): string {
  if (!person && given === undefined) {
    throw new Refused('rule_violation', { field: '/certifier', why: 'who certified is missing' });
  }
  if (person && given !== undefined && given !== person.id) {
    const why = 'the caller certifies: leave it out, or let the other person do it';
    throw new Refused('rule_violation', { field: '/certifier', why });
  }
  return person?.id ?? given ?? '';
}

const create = route({
  method: 'post',
  path,
  operationId: 'certifications_create',
  summary: { zh: '认证某人（认证人为调用者）', en: 'Certify somebody, as the caller' },
  tags: ['directory'],
  permission: write,
  body: certificationCreate,
  response: certificationAnswer,
  status: 201,
  handler: async (call) => {
    const certifier = certifierFor(call.principal, call.body.certifier);
    const made = await certifications.create(accessOf(call, write), { ...call.body, certifier });
    return reply(made, { headers: { Location: `${path}/${made.id}` } });
  },
});

const update = route({
  method: 'patch',
  path: `${path}/{id}`,
  operationId: 'certifications_update',
  summary: { zh: '修改认证（认证人为调用者）', en: 'Change a certification, as its certifier' },
  tags: ['directory'],
  permission: write,
  versioned: true,
  params: idParams,
  body: certificationPatch,
  response: certificationAnswer,
  handler: (call) => {
    const certifier = certifierFor(call.principal, call.body.certifier);
    const of = { id: call.params.id, version: call.ifMatch };
    return certifications.update(accessOf(call, write), of, { ...call.body, certifier });
  },
});

const upsert = route({
  method: 'put',
  path,
  operationId: 'certifications_upsert',
  summary: {
    zh: '按 externalRef 新建或替换认证',
    en: 'Create or replace a certification by externalRef',
  },
  tags: ['directory'],
  permission: write,
  body: certificationReplace,
  response: certificationAnswer,
  handler: async (call) => {
    const certifier = certifierFor(call.principal, call.body.certifier);
    const given = { version: call.ifMatch, draft: { ...call.body, certifier } };
    const { created, answer } = await certifications.upsert(accessOf(call, write), given);
    return reply(answer, { status: created ? 201 : 200 });
  },
});

export const certificationRoutes = [
  ...readRoutes(core, certifications),
  create,
  update,
  upsert,
  removeRoute(core, certifications.remove),
];
