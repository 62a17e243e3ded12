import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';

import { testStack } from '../../support/test-stack.js';
import { waitUntil } from '../../support/wait-until.js';
import { writeIncident } from './incident-row.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from './running-api.js';

const limitMs = 30_000;

let api: RunningApi;
let caller: Caller;

beforeAll(async () => {
  api = await runApi({ temporalAddress: '127.0.0.1:1' });
  caller = await addPerson(api.database, 'per_li', { role: 'engineer' });
});

afterAll(async () => {
  await api.close();
});

async function administer(...statements: string[]): Promise<void> {
  const { host, port, user, password } = testStack().postgres;
  const client = new pg.Client({ host, port, user, password, database: 'postgres' });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe('the engine away', () => {
  it('makes a command 503 with Retry-After, and leaves its key free', async () => {
    const { id } = await writeIncident(api.database, {}, 'per_li');
    const answer = await as(api.app, caller.key)
      .post(`/api/v1/incidents/${id}/acknowledge`)
      .set('Idempotency-Key', 'away')
      .send({});
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(Number(answer.get('retry-after'))).toBeGreaterThan(0);
    const kept = await api.database.prisma.idempotency.count({ where: { key: 'away' } });
    expect(kept).toBe(0);
    await as(api.app, caller.key).get(`/api/v1/incidents/${id}`).expect(200);
    expect((await request(api.app).get('/ready')).status).toBe(503);
    expect((await request(api.app).get('/health')).status).toBe(200);
    expect((await request(api.app).get('/')).status).toBe(200);
  }, 60_000);
});

describe('PostgreSQL away', () => {
  it('makes everything 503 with Retry-After, and heals by itself', async () => {
    const name = new URL(api.databaseUrl).pathname.slice(1);
    const list = () => as(api.app, caller.key).get('/api/v1/incidents');
    await administer(
      `alter database ${name} allow_connections false`,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
    );
    try {
      for (let times = 0; times < 5; times += 1) {
        const { status, body, headers } = await list();
        expect([status, body.code, headers['retry-after']]).toEqual([503, 'unavailable', '2']);
      }
      expect((await request(api.app).get('/metrics')).text).toContain('baton_database_up 0');
    } finally {
      await administer(`alter database ${name} allow_connections true`);
    }
    await waitUntil(async () => (await list()).status === 200, {
      limitMs,
      what: () => 'an answer after the database came back',
    });
  });
});
