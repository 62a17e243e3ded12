import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import { Refused } from '../../../contracts/api/refused.js';
import {
  personAnswer,
  personCreate,
  personPatch,
  personReplace,
  personStatus,
} from '../../../contracts/directory/people.js';
import { everywhere } from '../../../records/access/scope.js';
import { people, personAnswerFor, type PersonRow } from '../../../records/directory/people.js';
import { reachOf, type Principal } from '../../auth/principal.js';
import type { ApiDeps } from '../../deps.js';
import { route } from '../../route.js';
import { accessOf } from './access.js';
import { createRoute, idParams, readRoutes, removeRoute, upsertRoute } from './crud.js';

const show = (row: PersonRow, { principal }: { principal: Principal }) =>
  personAnswerFor(row, {
    contacts: reachOf(principal, 'people.contacts'),
    self: principal.person?.id,
  });

const core = {
  path: 'people',
  operations: 'people',
  words: { zh: '人员', en: 'people' },
  read: 'directory.read',
  write: 'people.write',
  answer: personAnswer,
  query: z.strictObject({
    ...pagingQuery,
    department: manyOf(idIn).optional(),
    status: manyOf(personStatus).optional(),
  }),
  show,
  written: ({ deps }: { deps: ApiDeps }) => deps.keys.forget(),
} as const;

/** What people may change of themselves without any role. */
const ownMembers = new Set(['language', 'phone', 'channels']);

/** HR edits everyone; everyone edits how they are reached themselves. */
const update = route({
  method: 'patch',
  path: '/api/v1/people/{id}',
  operationId: 'people_update',
  summary: {
    zh: '修改人员；本人可改自己的联系方式',
    en: 'Change a person, or how one is reached oneself',
  },
  tags: ['directory'],
  permission: 'anyone',
  versioned: true,
  params: idParams,
  body: personPatch,
  response: personAnswer,
  handler: async (call) => {
    const { params, body, principal, ifMatch } = call;
    const access = accessOf(call, 'people.write');
    const own = principal.person?.id === params.id && principal.scopes.length === 0;
    const allowed = own && Object.keys(body).every((member) => ownMembers.has(member));
    const scope = allowed ? everywhere : access.scope;
    const row = await people
      .update({ ...access, scope }, { id: params.id, version: ifMatch }, body)
      .catch(hideFromOutsiders(principal));
    core.written(call);
    return show(row, call);
  },
});

/** Who may not read the directory learns nothing about who exists. */
const hideFromOutsiders =
  (principal: Principal) =>
  (error: unknown): never => {
    const reach = reachOf(principal, 'directory.read');
    const blind = !reach.everywhere && reach.departments.length === 0 && reach.sites.length === 0;
    if (blind) throw new Refused('forbidden', { permission: 'people.write' });
    throw error;
  };

export const personRoutes = [
  ...readRoutes(core, people),
  createRoute(core, personCreate, (access, draft) => people.create(access, draft)),
  update,
  upsertRoute(core, personReplace, people.upsert),
  removeRoute(core, people.remove),
];
