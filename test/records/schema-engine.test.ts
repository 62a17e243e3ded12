import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await cloneDatabase();
  folder = await mkdtemp(join(tmpdir(), 'baton-engine-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

interface Outcome {
  code: number;
  text: string;
}

function prisma(words: string[], url = database.url): Promise<Outcome> {
  const env = { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' };
  return new Promise((resolve) => {
    execFile('node_modules/.bin/prisma', words, { env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), text: `${stdout}${stderr}` });
    });
  });
}

test('the committed migrations make exactly the tables of schema.prisma', async () => {
  const from = ['--from-migrations', 'prisma/migrations'];
  const to = ['--to-schema', 'prisma/schema.prisma', '--script', '--exit-code'];
  expect(await prisma(['migrate', 'diff', ...from, ...to])).toMatchObject({ code: 0 });
});

test('a migrated database is up to date', async () => {
  const { code, text } = await prisma(['migrate', 'status']);
  expect({ code, upToDate: text.includes('Database schema is up to date') }).toEqual({
    code: 0,
    upToDate: true,
  });
});

test('a server that is away is told by its code and address', async () => {
  const { code, text } = await prisma(['migrate', 'deploy'], 'postgresql://a:b@127.0.0.1:1/c');
  expect(code).toBe(1);
  expect(text).toContain("P1001: Can't reach database server at `127.0.0.1:1`");
});

test('a failing migration is named with its line and leaves nothing behind', async () => {
  const url = database.url.replace(/[^/]+$/, `${new URL(database.url).pathname.slice(1)}_broken`);
  const script = 'CREATE TABLE left_behind (id int);\n\nCREATE TABLE bad (x nosuchtype);\n';
  const config = await projectWith({ name: '20270101000000_broken', script, url });
  const { code, text } = await prisma(['migrate', 'deploy', '--config', config], url);
  expect(code).toBe(1);
  expect(text).toContain('`20270101000000_broken` failed');
  expect(text).toContain('type "nosuchtype" does not exist');
  expect(text).toContain('Line 3: CREATE TABLE bad');
  expect(await tablesOf(url)).toEqual(['_prisma_migrations']);
});

/** A project of one migration; answers its configuration file. */
async function projectWith(migration: { name: string; script: string; url: string }) {
  const home = join(folder, 'migrations', migration.name);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'migration.sql'), migration.script);
  const lock = join(folder, 'migrations/migration_lock.toml');
  await writeFile(lock, 'provider = "postgresql"\n');
  const schema = join(folder, 'schema.prisma');
  await writeFile(schema, 'datasource db {\n  provider = "postgresql"\n}\n');
  const engine = join(process.cwd(), 'prisma/engine/schema-engine.mjs');
  const config = join(folder, 'prisma.config.mjs');
  const content = { schema, migrations: { path: join(folder, 'migrations') } };
  await writeFile(
    config,
    `process.env.PRISMA_SCHEMA_ENGINE_BINARY = ${JSON.stringify(engine)};\n` +
      `export default ${JSON.stringify({ ...content, datasource: { url: migration.url } })};\n`,
  );
  return config;
}

async function tablesOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public'",
    );
    return rows.map((row) => row.tablename);
  } finally {
    await client.end();
  }
}
