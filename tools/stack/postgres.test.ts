import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase, startPostgres, type PostgresServer } from './postgres.js';

jest.setTimeout(60_000);
const folder = mkdtemp(join(tmpdir(), 'baton-postgres-'));

afterAll(async () => rm(await folder, { recursive: true, force: true }));

async function query(server: PostgresServer, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url('kept') });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps committed rows over kill -9 and starts again on the same port', async () => {
    const dataDir = await folder;
    const first = await startPostgres({ dataDir });
    expect(first.port).toBeLessThan(32_768);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    await createDatabase(first, 'kept');
    await createDatabase(first, 'kept');
    await query(first, 'create table t as select 42 as answer');
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toBeNull();
    const second = await startPostgres({ dataDir, port: first.port });
    expect(second.url('kept')).toBe(first.url('kept'));
    expect(await query(second, 'select answer from t')).toEqual([{ answer: 42 }]);
    expect(await query(second, 'show fsync')).toEqual([{ fsync: 'on' }]);
    const copied = { ...second, url: () => second.url('copy') };
    await createDatabase(second, 'copy', 'kept');
    expect(await query(copied, 'select answer from t')).toEqual([{ answer: 42 }]);
    await second.stop();
    expect(await second.exited).toBe(0);
  });

  it('ends a server that was left running on its data before it starts another', async () => {
    const dataDir = await folder;
    const left = await startPostgres({ dataDir });
    const next = await startPostgres({ dataDir });
    expect(await left.exited).toBe(0);
    expect(await query(next, 'select answer from t')).toEqual([{ answer: 42 }]);
    await next.stop();
  });
});
