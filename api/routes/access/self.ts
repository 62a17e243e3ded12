import { meAnswer, permissionTableAnswer } from '../../../contracts/api/self.js';
import { may } from '../../auth/principal.js';
import { accessRoles } from '../../../contracts/directory/role-bindings.js';
import { permissions, roleGrants } from '../../permissions.js';
import { route, type Route } from '../../route.js';

const me = route({
  method: 'get',
  path: '/api/v1/me',
  operationId: 'me',
  summary: { zh: '我是谁，能做什么', en: 'Who calls, and what they may do' },
  tags: ['me'],
  permission: 'anyone',
  response: meAnswer,
  handler: async ({ principal }) => ({
    key: principal.caller,
    person: principal.person
      ? {
          id: principal.person.id,
          name: principal.person.name,
          department: principal.person.departmentId,
        }
      : null,
    roles: principal.bindings.map(({ role, departmentId, siteId, customerId }) => ({
      role,
      department: departmentId ?? null,
      site: siteId ?? null,
      customer: customerId ?? null,
    })),
    scopes: [...principal.scopes],
    permissions: permissions.filter((permission) => may(principal, permission)),
  }),
});

const table = route({
  method: 'get',
  path: '/api/v1/permissions',
  operationId: 'permissions_list',
  summary: { zh: '权限表', en: 'Which role has which permission' },
  tags: ['access'],
  permission: 'anyone',
  response: permissionTableAnswer,
  handler: async () => ({
    roles: [...accessRoles],
    permissions: permissions.map((permission) => ({
      permission,
      roles: accessRoles.filter((role) => roleGrants(role, permission)),
    })),
  }),
});

export const selfRoutes: readonly Route[] = [me, table];
