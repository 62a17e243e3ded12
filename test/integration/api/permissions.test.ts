import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { accessRoles, type AccessRole } from '../../../contracts/directory/role-bindings.js';
import { permissionTable, roleGrants } from '../../../api/permissions.js';
import { routes } from '../../../api/routes/index.js';
import type { Route } from '../../../api/route.js';
import { writeIncident } from './incident-row.js';
import { operationsByAccess } from './operations.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from './running-api.js';

const limitMs = 240_000;

let api: RunningApi;
const callers = new Map<AccessRole, Caller>();
const incidents = { own: '', foreign: '' };
const ids: Record<'own' | 'foreign', Record<string, string>> = { own: {}, foreign: {} };

/** Data of the whole organisation: a role that ends at a department may be refused there. */
const organisationWide =
  /^(audit|calendars|policies|suppliers|supplier_services|customers|sites|integrations|grouping_rules|duty_roles|simulate|templates)_/;

beforeAll(async () => {
  api = await runApi();
  const { prisma } = api.database;
  await prisma.customer.create({ data: { id: 'cus_own', code: 'O', name: 'own' } });
  for (const side of ['own', 'foreign'] as const) {
    const departmentId = `dep_${side}`;
    const name = { zh: side, en: side };
    await prisma.department.create({ data: { id: departmentId, name } });
    await prisma.person.create({ data: { id: `per_${side}`, name: side, departmentId } });
    await prisma.team.create({ data: { id: `tea_${side}`, name, departmentId } });
    const zone = 'Asia/Shanghai';
    const schedule = { id: `sch_${side}`, name, zone, ownerId: `per_${side}`, departmentId };
    await prisma.schedule.create({ data: schedule });
    const customerId = side === 'own' ? 'cus_own' : null;
    const service = {
      id: `svc_${side}`,
      code: side,
      name,
      productLine: 'x',
      departmentId,
      customerId,
    };
    await prisma.service.create({ data: service });
    const given = {
      department: { id: departmentId, name: side },
      service: { id: `svc_${side}`, name: side },
    };
    incidents[side] = (await writeIncident(api.database, given, `per_${side}`)).id;
    ids[side] = { people: `per_${side}`, departments: departmentId, teams: `tea_${side}` };
    Object.assign(ids[side], { schedules: `sch_${side}`, services: `svc_${side}` });
  }
  for (const role of accessRoles) {
    const scope =
      role === 'customer_contact' ? { customerId: 'cus_own' } : { departmentId: 'dep_own' };
    callers.set(role, await addPerson(api.database, `caller_${role}`, { role, ...scope }));
  }
}, limitMs);

afterAll(async () => {
  await api.close();
});

function pathOf(route: Route, side: 'own' | 'foreign'): string {
  const noun = route.path.split('/')[3] ?? '';
  const id = noun === 'incidents' ? incidents[side] : (ids[side][noun] ?? 'nothing_here');
  return route.path.replace('{id}', id).replace(/\{\w+\}/g, 'nothing_here');
}

async function call(route: Route, key: string, side: 'own' | 'foreign') {
  const sent = as(api.app, key)[route.method](pathOf(route, side)).set('If-Match', '*');
  const wanted = route.operationId === 'stream' ? sent.query({ topics: 'nonsense' }) : sent;
  return route.method === 'get' ? wanted : wanted.send(bodyFor(route));
}

/** A body that reaches the handler where the verb needs none of its own. */
const bodyFor = (route: Route): object => (/_(note)$/.test(route.operationId) ? { text: 'x' } : {});

type Cell = { route: Route; role: AccessRole; side: 'own' | 'foreign' };

/** What is wrong with an answer, or nothing. */
function wrongIn({ route, role, side }: Cell, status: number): string | undefined {
  const { permission, operationId, method } = route;
  const open = permission === 'public' || permission === 'anyone';
  const granted = open || roleGrants(role, permission);
  if (status >= 500 && operationId !== 'ready') return 'a server error';
  if (status === 401) return 'not let in with a good key';
  if (!granted) return status === 403 ? undefined : 'let through without the permission';
  const ofIncident = route.path.startsWith('/api/v1/incidents/{id}');
  if (side === 'own' && status === 403 && !organisationWide.test(operationId)) {
    return permission === 'anyone' ? undefined : 'refused what the role grants in its scope';
  }
  if (ofIncident && side === 'own' && status === 404) return 'does not see its own incident';
  if (ofIncident && side === 'foreign' && ![400, 404, 415].includes(status)) {
    return 'shows that a foreign incident exists';
  }
  const onOne = method !== 'get' && method !== 'post' && route.path.includes('{id}');
  return onOne && side === 'foreign' && status < 300 ? 'changed what is foreign' : undefined;
}

describe('permissions', () => {
  it('name every operation of the document, and nothing else', () => {
    const listed = Object.entries(operationsByAccess).flatMap(([access, operations]) =>
      operations.map((operation) => `${operation}: ${access}`),
    );
    const served = routes.map(({ operationId, permission }) => `${operationId}: ${permission}`);
    expect(served.sort()).toEqual(listed.sort());
  });

  it(
    'hold for every operation, every role, and own and foreign scope',
    async () => {
      const wrong: string[] = [];
      let cells = 0;
      const last = (route: Route) => (route.method === 'delete' ? 1 : 0);
      for (const route of [...routes].sort((a, b) => last(a) - last(b))) {
        for (const [role, { key }] of callers) {
          for (const side of ['own', 'foreign'] as const) {
            const { status, body } = await call(route, key, side);
            const why = wrongIn({ route, role, side }, status);
            if (why)
              wrong.push(`${route.operationId} ${role} ${side} ${status} ${body.code}: ${why}`);
            cells += 1;
          }
        }
      }
      console.log(`${permissionTable()}\n${cells} cells of operation × role × scope`);
      expect(wrong).toEqual([]);
    },
    limitMs,
  );
});
