import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { routes } from '../../../api/routes/index.js';
import type { Route } from '../../../api/route.js';
import { as, runApi, type RunningApi } from './running-api.js';

const limitMs = 240_000;

let api: RunningApi;

beforeAll(async () => {
  api = await runApi();
});

afterAll(async () => {
  await api.close();
});

const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Bodies that no operation takes, whatever its schema. */
const hostileBodies: [string, string, string][] = [
  ['cut off', 'application/json', '{"title": "x'],
  ['not JSON', 'application/json', 'title=x'],
  ['null', 'application/json', 'null'],
  ['a number', 'application/json', '1e999'],
  ['an array', 'application/json', '[1,2,3]'],
  ['a text', 'application/json', '"x"'],
  ['an unknown field', 'application/json', '{"no such field": 1}'],
  ['a prototype', 'application/json', '{"__proto__": {"admin": true}, "no": 1}'],
  ['NUL', 'application/json', '{"title": "a\\u0000b", "reason": "\\u0000"}'],
  ['half a surrogate', 'application/json', '{"title": "\\ud800", "reason": "\\udfff"}'],
  ['deep', 'application/json', deep(5_000)],
  ['another type', 'application/xml', '<a/>'],
  ['a broken charset', 'application/json; charset=utf-99', '{}'],
];

const hostileIds = [
  '%00',
  '%F0%28%8C%BC',
  '..%2F..%2Fetc%2Fpasswd',
  "'%20or%201=1--",
  'x'.repeat(5_000),
  '%EF%BF%BF',
  'INC-99999999999999999999',
  'null',
];

const hostileQueries = [
  'limit=0',
  'limit=1e9',
  'limit=abc',
  'cursor=%00',
  'cursor=eyJhIjoxfQ',
  'no_such_filter=1',
  'limit=1&limit=2',
  '%00=1',
  'a[__proto__][b]=1',
];

const pathOf = (route: Route, id = 'nothing_here') => route.path.replace(/\{\w+\}/g, id);

const wrong: string[] = [];
const judge = (what: string, route: Route, { status, body, type }: Answer): void => {
  const refused = status >= 400 && status < 500;
  const told = type === 'application/problem+json' && typeof body.code === 'string';
  if (!refused || !told) wrong.push(`${route.operationId} ${what}: ${status} ${body?.code}`);
};

interface Answer {
  status: number;
  type: string;
  body: { code?: unknown };
}

describe('malformed input', () => {
  const documented = routes.filter(({ path }) => path.startsWith('/api/v1'));

  it(
    'in a body is refused with 4xx by every operation, and never an error of ours',
    async () => {
      const admin = as(api.app, api.adminKey);
      for (const route of documented.filter(
        ({ method, consumes }) => method !== 'get' && consumes === 'json',
      )) {
        for (const [what, type, body] of hostileBodies) {
          const sent = admin[route.method](pathOf(route))
            .set('If-Match', '"1"')
            .set('Content-Type', type);
          judge(what, route, await sent.send(body));
        }
      }
      expect(wrong.splice(0)).toEqual([]);
    },
    limitMs,
  );

  it(
    'in a path or a query is refused with 4xx by every operation',
    async () => {
      const admin = as(api.app, api.adminKey);
      for (const route of documented) {
        const ids = route.path.includes('{') ? hostileIds : [];
        for (const id of ids) {
          const sent = admin[route.method](pathOf(route, id)).set('If-Match', '"1"');
          judge(id.slice(0, 20), route, await (route.method === 'get' ? sent : sent.send({})));
        }
        for (const query of route.method === 'get' ? hostileQueries : []) {
          judge(query, route, await admin.get(`${pathOf(route)}?${query}`));
        }
      }
      expect(wrong.splice(0)).toEqual([]);
    },
    limitMs,
  );

  it('in headers is refused with 4xx', async () => {
    const admin = as(api.app, api.adminKey);
    const get = await admin.get('/api/v1/incidents').set('If-Match', 'seven');
    expect([get.status, get.body.errors[0].pointer]).toEqual([400, '/header/If-Match']);
  });

  it('leaves nothing behind but the trail of what was asked', async () => {
    const { prisma } = api.database;
    expect([await prisma.incident.count(), await prisma.department.count()]).toEqual([0, 0]);
  });
});
