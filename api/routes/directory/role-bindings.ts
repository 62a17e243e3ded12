import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import { pagingQuery } from '../../../contracts/api/paging.js';
import {
  accessRoles,
  roleBindingAnswer,
  roleBindingCreate,
  type RoleBindingAnswer,
} from '../../../contracts/directory/role-bindings.js';
import { roleBindings } from '../../../records/directory/role-bindings.js';
import type { ApiDeps } from '../../deps.js';
import { createRoute, readRoutes, removeRoute } from './crud.js';

const core = {
  path: 'role-bindings',
  operations: 'role_bindings',
  words: { zh: '角色绑定', en: 'role bindings' },
  read: 'access.read',
  write: 'access.write',
  answer: roleBindingAnswer,
  query: z.strictObject({
    ...pagingQuery,
    person: manyOf(idIn).optional(),
    role: manyOf(z.enum(accessRoles)).optional(),
    department: manyOf(idIn).optional(),
    site: manyOf(idIn).optional(),
    customer: manyOf(idIn).optional(),
  }),
  show: (answer: RoleBindingAnswer) => answer,
  written: ({ deps }: { deps: ApiDeps }) => deps.keys.forget(),
} as const;

/** A binding is made and taken away, never edited. */
export const roleBindingRoutes = [
  ...readRoutes(core, roleBindings),
  createRoute(core, roleBindingCreate, (access, draft) => roleBindings.create(access, draft)),
  removeRoute(core, roleBindings.remove),
];
