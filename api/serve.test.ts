import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import request from 'supertest';
import { z } from 'zod';

import { durationIn, durationOut, timeIn, timeOut } from '../contracts/api/fields.js';
import { Refused } from '../contracts/api/refused.js';
import { openDatabase } from '../records/database.js';
import { createApp } from './app.js';
import type { ApiDeps } from './deps.js';
import { lastSeen } from './last-seen.js';
import { createMetrics } from './metrics.js';
import { reply } from './reply.js';
import { route } from './route.js';

const about = { summary: { zh: '试', en: 'try' }, tags: ['try'], permission: 'public' } as const;

const echo = route({
  ...about,
  tags: ['try'],
  method: 'post',
  path: '/try/{id}',
  operationId: 'echo',
  idempotent: false,
  params: z.object({ id: z.string() }),
  query: z.object({ times: z.coerce.number().int().min(1).max(9).default(1) }),
  body: z.object({
    title: z.string().max(20),
    at: timeIn.optional(),
    lasts: durationIn.optional(),
    inner: z.strictObject({ a: z.int() }).optional(),
  }),
  response: z.object({ title: z.string(), at: timeOut.optional(), lasts: durationOut.optional() }),
  handler: async ({ body, query }) => ({ ...body, title: body.title.repeat(query.times) }),
});

const fails = (operationId: string, error: unknown) =>
  route({
    ...about,
    tags: ['try'],
    method: 'get',
    path: `/fails/${operationId}`,
    operationId,
    response: z.object({}),
    handler: async () => {
      throw error;
    },
  });

const locked = route({
  ...about,
  tags: ['try'],
  method: 'get',
  path: '/locked',
  operationId: 'locked',
  permission: 'anyone',
  response: z.object({}),
  handler: async () => reply({}, { status: 202 }),
});

const nothing = async (): Promise<never> => {
  throw new Error('not reached');
};

const deps: ApiDeps = {
  database: openDatabase('postgresql://nobody@127.0.0.1:1/none'),
  taskQueue: 'none',
  engine: { ask: nothing } as never,
  intake: undefined as never,
  live: undefined as never,
  metrics: createMetrics(),
  keys: { find: async () => undefined, forget: () => undefined },
  lastSeen: lastSeen(),
  log: pino({ level: 'silent' }),
  now: () => 0,
  settings: {
    publicUrl: 'http://baton.test',
    zone: 'UTC',
    language: 'zh',
    docsFolder: 'docs',
    migrations: [],
  },
};

const app = createApp(deps, [
  echo,
  locked,
  fails('bug', new Error('secret detail')),
  fails('engine', Object.assign(new Error('14 UNAVAILABLE'), { code: 14 })),
  fails('database', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
  fails('gone', new Refused('link_used')),
]);

const post = (path: string) => request(app).post(path).set('Accept-Language', 'en');

describe('a route', () => {
  it('hands typed input to its handler and answers times and durations as text', async () => {
    const sent = { title: 'ab', at: '2026-03-01T10:00:00+08:00', lasts: 'PT1H30M' };
    const { status, body } = await post('/try/1?times=2').send(sent);
    expect(status).toBe(200);
    expect(body).toEqual({ title: 'abab', at: '2026-03-01T02:00:00.000Z', lasts: 'PT1H30M' });
  });

  it('refuses unknown fields wherever they stand, with a pointer to each', async () => {
    const { status, body } = await post('/try/1').send({
      title: 'a',
      extra: 1,
      inner: { a: 1, b: 2 },
    });
    expect(status).toBe(400);
    expect(body.code).toBe('unknown_field');
    expect(body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/extra',
      '/inner/b',
    ]);
    const query = await post('/try/1?time=2').send({ title: 'a' });
    expect([query.status, query.body.errors[0].pointer]).toEqual([400, '/query/time']);
  });

  it.each([
    ['a missing field', {}, '/title'],
    ['a wrong type', { title: 3 }, '/title'],
    ['a time without a zone', { title: 'a', at: '2026-03-01T10:00:00' }, '/at'],
    ['a duration in years', { title: 'a', lasts: 'P1Y' }, '/lasts'],
    ['a NUL character', { title: 'a\0' }, '/title'],
    ['half a surrogate pair', { title: '\ud800' }, '/title'],
    ['an array for the body', [], ''],
  ])('points at %s', async (_what, sent, pointer) => {
    const { status, body } = await post('/try/1').send(sent);
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'invalid_field', pointer]);
  });

  it('survives a megabyte of nested arrays', async () => {
    const { status } = await post('/try/1')
      .type('json')
      .send(`${'['.repeat(400_000)}${']'.repeat(400_000)}`);
    expect(status).toBe(400);
  });

  it.each([
    ['malformed JSON', 'application/json', '{"title":', 400, 'malformed_json'],
    ['another content type', 'text/plain', 'title', 415, 'unsupported_media_type'],
    ['an unknown charset', 'application/json; charset=x', '{}', 415, 'unsupported_media_type'],
    ['a body over 1 MiB', 'application/json', `"${'a'.repeat(1_048_576)}"`, 413, 'body_too_large'],
  ])('refuses %s', async (_what, type, sent, status, code) => {
    const answer = await post('/try/1').set('Content-Type', type).send(sent);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.type).toBe('application/problem+json');
  });

  it('answers a broken path as the caller’s fault', async () => {
    expect((await post('/try/%E0%A4%A')).status).toBe(400);
  });
});

describe('errors', () => {
  it('says in the caller’s language what to do, with a link and the request id', async () => {
    const zh = await request(app).get('/nowhere').set('X-Request-Id', 'r-1');
    expect(zh.body).toMatchObject({
      type: 'http://baton.test/docs/errors#not_found',
      status: 404,
      code: 'not_found',
      requestId: 'r-1',
    });
    expect(zh.body.detail).toContain('/nowhere');
    expect(zh.get('x-request-id')).toBe('r-1');
    const en = await request(app).get('/nowhere').set('Accept-Language', 'en-GB');
    expect(en.body.title).toBe('Not found');
  });

  it('names the methods that an address takes', async () => {
    const { status, headers } = await request(app).delete('/try/1');
    expect([status, headers['allow']]).toEqual([405, 'POST']);
    expect((await request(app).get('/try/1')).status).toBe(405);
  });

  it('asks for a key where one is needed', async () => {
    const { status, headers } = await request(app)
      .get('/locked')
      .set('Authorization', 'Bearer bt_x');
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer realm="baton"']);
  });

  it.each([
    ['engine', 503, 'unavailable'],
    ['database', 503, 'unavailable'],
    ['gone', 410, 'link_used'],
  ])('answers %s with its code', async (path, status, code) => {
    const answer = await request(app).get(`/fails/${path}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.get('retry-after')).toBe(status === 503 ? '2' : undefined);
  });

  it('tells nothing about a bug but its request id', async () => {
    const { status, text } = await request(app).get('/fails/bug');
    expect(status).toBe(500);
    expect(text).not.toContain('secret detail');
  });
});
