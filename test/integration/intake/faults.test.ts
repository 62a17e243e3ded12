import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { layLine, type Line } from '../../stories/line.js';
import { testStack } from '../../support/test-stack.js';
import { waitUntil } from '../../support/wait-until.js';
import { addKey } from '../api/running-api.js';
import { openGround, type Ground } from './ground.js';

const limitMs = 20_000;

let line: Line;
let ground: Ground;

beforeAll(async () => {
  const [host = '', port = ''] = testStack().temporal.address.split(':');
  line = await layLine({ host, port: Number(port) });
  ground = await openGround({ temporalAddress: `${line.host}:${line.port}` });
});

afterAll(async () => {
  await ground.api.close();
  await line.close();
});

const post = (path: string) => request(ground.api.app).post(path).set('Accept-Language', 'en');

describe('a body', () => {
  it.each([
    ['an unknown key', '0'.repeat(32), 404, 'not_found'],
    ['a key of another shape', 'x', 404, 'not_found'],
  ])('for %s is 404, the same for each', async (_what, key, status, code) => {
    const answer = await post(`/in/${key}`).send({});
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.type).toBe('application/problem+json');
  });

  it('of a disabled integration is 404 within the time that keys are kept', async () => {
    const key = await ground.integration('generic', { disabledAt: new Date() });
    expect((await ground.send(key, { title: 'a' })).status).toBe(404);
  });

  it.each([
    ['generic', 'application/json', '{"title":'],
    ['generic', 'text/plain', 'hello'],
    ['generic', 'application/json', JSON.stringify({ action: 'dance', title: 'a' })],
    ['generic', 'application/octet-stream', '\u0000\u0001'],
    ['alertmanager', 'application/json', '{"alerts": 3}'],
    ['alertmanager', 'application/json', '['.repeat(100_000)],
    ['zabbix', 'application/x-www-form-urlencoded', '='],
    ['cloudevents', 'application/cloudevents+json', '{"specversion":"1.0"}'],
    ['prtg', 'text/calendar', 'BEGIN:VCALENDAR'],
  ] as const)('that is no %s (%s) is 400 with what was expected', async (format, type, body) => {
    const key = await ground.integration(format);
    const answer = await post(`/in/${key}`).set('Content-Type', type).send(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'unsupported_body']);
    expect(answer.body.detail).toMatch(/not in the expected format: .{10,}/);
  });

  it('of an empty list is taken and asks for nothing', async () => {
    const key = await ground.integration('generic');
    const answer = await post(`/in/${key}`).send([]);
    expect([answer.status, answer.body]).toEqual([202, { accepted: [], ignored: [] }]);
  });

  it('over 1 MiB is 413, and one of 1 MiB is read', async () => {
    const key = await ground.integration('generic');
    const sized = (bytes: number) => `{"title":"${'a'.repeat(bytes - 12)}"}`;
    const send = (body: string) => post(`/in/${key}`).set('Content-Type', 'text/plain').send(body);
    expect((await send(sized(1_048_576))).status).toBe(202);
    const over = await send(sized(1_048_577));
    expect([over.status, over.body.code]).toEqual([413, 'body_too_large']);
  });

  it('is taken by POST and PUT, as JSON in any content type or as a form', async () => {
    const key = await ground.integration('generic');
    const json = JSON.stringify({ title: 'a', dedupKey: 'one' });
    const put = await request(ground.api.app).put(`/in/${key}`).type('text/plain').send(json);
    const form = await post(`/in/${key}`).type('form').send('title=a&dedupKey=one');
    const none = await post(`/in/${key}`).set('Content-Type', '').send(json);
    const ids = [put, form, none].map(({ body }) => body.accepted?.[0]?.incidentId);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^inc_/);
    const wrong = await request(ground.api.app).get(`/in/${key}`);
    expect([wrong.status, wrong.get('allow')]).toEqual([405, 'POST, PUT']);
  });
});

describe('PagerDuty’s enqueue', () => {
  const payload = { summary: 'disk', source: 'host', severity: 'critical' };

  it('answers as PagerDuty does', async () => {
    const key = await ground.integration('pagerduty');
    const enqueue = (body: object) => post('/v2/enqueue').send(body);
    const trigger = await enqueue({ routing_key: key, event_action: 'trigger', payload });
    expect(trigger.status).toBe(202);
    expect(trigger.body).toEqual({
      status: 'success',
      message: 'Event processed',
      dedup_key: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const { dedup_key } = trigger.body as { dedup_key: string };
    const resolve = await enqueue({ routing_key: key, event_action: 'resolve', dedup_key });
    expect([resolve.status, resolve.body.dedup_key]).toEqual([202, dedup_key]);
    const stranger = { routing_key: '0'.repeat(32), event_action: 'trigger', payload };
    expect((await enqueue(stranger)).body).toEqual({
      status: 'invalid event',
      message: 'Event object is invalid',
      errors: ['Invalid routing key'],
    });
    const bad = await post('/v2/enqueue').send({ routing_key: key, event_action: 'trigger' });
    expect([bad.status, bad.body.errors]).toEqual([400, ["'payload' is missing or blank"]]);
    expect((await post('/v2/enqueue').type('json').send('{')).body.errors).toEqual([
      'JSON parse error',
    ]);
  });
});

describe('events with a key', () => {
  it('need the scope and are read like any generic body', async () => {
    const sender = await addKey(ground.api.database, null, ['intake.send']);
    const other = await addKey(ground.api.database, null, ['incident.read']);
    const send = (key: string, body: object) =>
      post('/api/v1/events').set('Authorization', `Bearer ${key}`).send(body);
    expect((await send(other, { title: 'a' })).status).toBe(403);
    expect((await post('/api/v1/events').send({ title: 'a' })).status).toBe(401);
    const taken = await send(sender, { title: 'a', unknownField: 1 });
    expect([taken.status, taken.body.accepted.length]).toEqual([202, 1]);
    expect((await send(sender, { action: 'trigger' })).body.errors[0].pointer).toBe('/title');
  });
});

describe('the engine away', () => {
  it('is 503 with Retry-After on every way in, and heals without a restart', async () => {
    const generic = await ground.integration('generic');
    const pagerDuty = await ground.integration('pagerduty');
    const event = { title: 'a', dedupKey: 'away' };
    await line.cut();
    const payload = { summary: 'disk', source: 'host', severity: 'critical' };
    const answers = await Promise.all([
      post(`/in/${generic}`).send(event),
      post('/v2/enqueue').send({ routing_key: pagerDuty, event_action: 'trigger', payload }),
    ]);
    for (const { status, body, headers } of answers) {
      expect([status, body.code]).toEqual([503, 'unavailable']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    await line.mend();
    let incident: string | undefined;
    await waitUntil(
      async () => {
        const { status, body } = await post(`/in/${generic}`).send(event);
        incident = body.accepted?.[0]?.incidentId;
        return status === 202;
      },
      { limitMs, what: () => 'the intake to heal' },
    );
    const keys = await ground.api.database.prisma.openKey.findMany({
      where: { dedupKey: 'away' },
    });
    expect(keys.map(({ incidentId }) => incidentId)).toEqual([incident]);
  }, 60_000);
});

describe('PostgreSQL away', () => {
  const administer = async (...statements: string[]): Promise<void> => {
    const { host, port, user, password } = testStack().postgres;
    const client = new pg.Client({ host, port, user, password, database: 'postgres' });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };

  it('is 503 with Retry-After on every way in, and heals without a restart', async () => {
    const key = await ground.integration('generic');
    const event = { title: 'a', dedupKey: 'dark' };
    await ground.taken(key, event);
    const name = new URL(ground.api.databaseUrl).pathname.slice(1);
    await administer(
      `alter database ${name} allow_connections false`,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    try {
      for (let times = 0; times < 3; times += 1) {
        const answer = await post(`/in/${key}`).send(event);
        expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
        expect(Number(answer.get('retry-after'))).toBeGreaterThan(0);
      }
    } finally {
      await administer(`alter database ${name} allow_connections true`);
    }
    await waitUntil(async () => (await post(`/in/${key}`).send(event)).status === 202, {
      limitMs,
      what: () => 'the intake to heal',
    });
    const { prisma } = ground.api.database;
    expect(await prisma.openKey.count({ where: { dedupKey: 'dark' } })).toBe(1);
  }, 60_000);
});

describe('the log', () => {
  const lines = async (integrationId: string, count: number) => {
    const { prisma } = ground.api.database;
    const read = () =>
      prisma.intakeLog.findMany({ where: { integrationId }, orderBy: { id: 'asc' } });
    await waitUntil(async () => (await read()).length >= count, {
      limitMs,
      what: () => `${count} lines of ${integrationId}`,
    });
    return read();
  };
  const idOf = async (key: string) =>
    (await ground.api.database.prisma.integration.findUniqueOrThrow({ where: { key } })).id;

  it('keeps each body masked, with what became of it', async () => {
    const key = await ground.integration('generic');
    const { accepted } = await ground.taken(key, { title: 'a', password: 'hunter2hunter2' });
    await post(`/in/${key}`).type('text').send('nonsense');
    const [first, second] = await lines(await idOf(key), 2);
    expect(first?.body).toBe(JSON.stringify({ title: 'a', password: '***' }));
    expect(first?.result).toMatchObject({ kind: 'taken', accepted });
    expect(second?.result).toMatchObject({ kind: 'refused' });
    const { lastEventAt } = await ground.api.database.prisma.integration.findUniqueOrThrow({
      where: { key },
    });
    expect(lastEventAt).not.toBeNull();
  });

  it('keeps the last 200 of an integration and leaves the others alone', async () => {
    const [key, other] = [await ground.integration('generic'), await ground.integration('generic')];
    await ground.taken(other, { title: 'kept', action: 'resolve' });
    await lines(await idOf(other), 1);
    for (let n = 0; n < 230; n += 1) {
      await ground.taken(key, { title: `${n}`, action: 'resolve' });
    }
    const id = await idOf(key);
    await waitUntil(async () => (await lines(id, 200)).at(-1)?.body.includes('"229"') ?? false, {
      limitMs,
      what: () => 'the last line',
    });
    const kept = await lines(id, 200);
    expect(kept).toHaveLength(200);
    expect(kept[0]?.body).toContain('"30"');
    expect(await lines(await idOf(other), 1)).toHaveLength(1);
  });
});
