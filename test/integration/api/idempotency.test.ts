import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { createApp } from '../../../api/app.js';
import { route } from '../../../api/route.js';
import { Refused } from '../../../contracts/api/refused.js';
import { takeOverAfterMs } from '../../../records/access/idempotency.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from './running-api.js';

let api: RunningApi;
let app: ReturnType<typeof createApp>;
let other: Caller;
let runs: string[] = [];
let gate: Promise<void> = Promise.resolve();
let failing: Error | undefined;

const count = route({
  method: 'post',
  path: '/api/v1/count/{id}',
  operationId: 'count',
  summary: { zh: '数', en: 'Count' },
  tags: ['test'],
  permission: 'anyone',
  params: z.object({ id: z.string() }),
  body: z.object({ value: z.string() }),
  response: z.object({ runs: z.int(), secret: z.string() }),
  secrets: ['secret'],
  status: 201,
  handler: async ({ body, updateId, write, params }) => {
    runs.push(updateId);
    await gate;
    if (failing) throw failing;
    await write(async (_tx, audit) => audit({ subject: params.id, action: 'count.up' }));
    return { runs: runs.length, secret: body.value };
  },
});

beforeAll(async () => {
  api = await runApi();
  app = createApp(api.deps, [count]);
  other = await addPerson(api.database, 'per_other', { role: 'viewer' });
});

afterAll(async () => {
  await api.close();
});

const post = (key: string, body: object = { value: 'a' }, caller = api.adminKey, id = '1') =>
  as(app, caller).post(`/api/v1/count/${id}`).set('Idempotency-Key', key).send(body);

describe('an idempotency key', () => {
  it('makes a repeat answer as the first time, marked, and does nothing again', async () => {
    runs = [];
    const first = await post('k1');
    const second = await post('k1');
    expect([first.status, second.status, runs.length]).toEqual([201, 201, 1]);
    expect(first.get('idempotency-replayed')).toBeUndefined();
    expect(second.get('idempotency-replayed')).toBe('true');
    expect(second.body.runs).toBe(1);
  });

  it('never keeps what is shown once', async () => {
    await post('k2', { value: 'very secret' });
    const rows = await api.database.prisma.idempotency.findMany();
    expect(JSON.stringify(rows)).not.toContain('very secret');
    expect((await post('k2', { value: 'very secret' })).body.secret).toBe('(shown once)');
  });

  it('is refused for another body, and free for another caller or address', async () => {
    runs = [];
    await post('k3');
    expect((await post('k3', { value: 'b' })).body.code).toBe('idempotency_mismatch');
    await post('k3', { value: 'a' }, other.key);
    await post('k3', { value: 'a' }, api.adminKey, '2');
    expect(new Set(runs).size).toBe(3);
  });

  it('says that the first request still runs, and lets one of two at once through', async () => {
    runs = [];
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    const pair = [post('k4'), post('k4')].map((sent) => sent.then((answer) => answer));
    const early = await Promise.race(pair);
    expect([early.status, early.body.code]).toEqual([409, 'idempotency_in_progress']);
    open();
    gate = Promise.resolve();
    const statuses = (await Promise.all(pair)).map(({ status }) => status);
    expect([statuses.sort(), runs.length]).toEqual([[201, 409], 1]);
  });

  it('is taken over from a process that died, with the same update id', async () => {
    runs = [];
    await post('k5');
    const where = { caller_route_key: { caller: '', route: 'POST /api/v1/count/1', key: 'k5' } };
    const row = await api.database.prisma.idempotency.findFirstOrThrow({ where: { key: 'k5' } });
    where.caller_route_key.caller = row.caller;
    const died = { completedAt: null, status: null };
    await api.database.prisma.idempotency.update({ where, data: died });
    expect((await post('k5')).status).toBe(409);
    const createdAt = new Date(Date.now() - takeOverAfterMs - 1_000);
    await api.database.prisma.idempotency.update({ where, data: { createdAt } });
    expect((await post('k5')).status).toBe(201);
    expect(runs[0]).toBe(runs[1]);
  });

  it('stays free where nothing was done, and keeps a refusal', async () => {
    runs = [];
    failing = new Refused('unavailable', { part: 'Temporal' });
    expect((await post('k6')).status).toBe(503);
    failing = new Refused('wrong_state');
    expect((await post('k6')).status).toBe(409);
    failing = undefined;
    const repeated = await post('k6');
    expect([repeated.status, repeated.type, repeated.body.code]).toEqual([
      409,
      'application/problem+json',
      'wrong_state',
    ]);
    expect((await post('k7', { value: 1 })).status).toBe(400);
    expect((await post('k7')).status).toBe(201);
  });

  it('is minted where none is sent, and usable afterwards', async () => {
    const first = await as(app, api.adminKey).post('/api/v1/count/1').send({ value: 'a' });
    const key = first.get('idempotency-key') ?? '';
    expect(key).not.toBe('');
    expect((await post(key)).get('idempotency-replayed')).toBe('true');
  });

  it.each(['', 'a b', 'é', 'x'.repeat(256)])('is refused when it is %j', async (key) => {
    const { status, body } = await post(encodeURI(key) === key ? key : key.normalize('NFC'));
    expect([status, body.code]).toEqual([400, 'invalid_idempotency_key']);
  });
});
