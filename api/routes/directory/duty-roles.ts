import { z } from 'zod';
import { idIn, manyOf } from '../../../contracts/api/fields.js';
import {
  dutyRoleAnswer,
  dutyRoleNames,
  dutyRoleSet,
} from '../../../contracts/directory/duty-roles.js';
import {
  listDutyRoles,
  removeDutyRole,
  setDutyRole,
} from '../../../records/directory/duty-roles.js';
import { route } from '../../route.js';
import { accessOf } from './access.js';
import { idParams } from './crud.js';

const tags = ['directory'];
const path = '/api/v1/duty-roles';

const list = route({
  method: 'get',
  path,
  operationId: 'duty_roles_list',
  summary: { zh: '值班角色列表', en: 'List duty roles' },
  tags,
  permission: 'oncall.read',
  query: z.strictObject({
    role: manyOf(z.enum(dutyRoleNames)).optional(),
    site: manyOf(idIn).optional(),
  }),
  response: z.object({ items: z.array(dutyRoleAnswer) }),
  handler: async ({ db, query }) => ({ items: await listDutyRoles(db, query) }),
});

const set = route({
  method: 'put',
  path,
  operationId: 'duty_roles_set',
  summary: { zh: '把值班角色绑定到排班', en: 'Bind a duty role to a schedule' },
  tags,
  permission: 'oncall.write',
  body: dutyRoleSet,
  response: dutyRoleAnswer,
  handler: (call) => setDutyRole(accessOf(call, 'oncall.write'), call.body),
});

const remove = route({
  method: 'delete',
  path: `${path}/{id}`,
  operationId: 'duty_roles_delete',
  summary: { zh: '解除值班角色', en: 'Unbind a duty role' },
  tags,
  permission: 'oncall.write',
  params: idParams,
  response: z.undefined(),
  status: 204,
  handler: async (call) => {
    await removeDutyRole(accessOf(call, 'oncall.write'), call.params.id);
    return undefined;
  },
});

export const dutyRoleRoutes = [list, set, remove];
