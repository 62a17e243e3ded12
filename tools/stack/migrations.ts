import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { runToEnd } from './one-shot.js';
import { projectRoot } from './project-root.js';
import { StackError } from './stack-error.js';

export interface MigrationOptions {
  databaseUrl: string;
  onOutput: (text: string) => void;
}

/** Brings Baton's database to this version's schema; does nothing when it is there already. */
export async function applyMigrations(options: MigrationOptions): Promise<void> {
  const root = projectRoot();
  const folder = join(root, 'prisma/migrations');
  if (!existsSync(folder)) throw new StackError(`There are no migrations in ${folder}.`);
  if (!(await isPending(folder, options.databaseUrl))) return;
  const { code, tail } = await runToEnd({
    command: join(root, 'node_modules/.bin/prisma'),
    args: ['migrate', 'deploy'],
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: options.databaseUrl,
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'prisma/engine/schema-engine.mjs'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
    onOutput: options.onOutput,
  });
  if (code !== 0) throw new StackError(`The database could not be migrated:\n${tail}`);
}

async function isPending(folder: string, databaseUrl: string): Promise<boolean> {
  const wanted = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StackError(`Baton's database does not answer: ${String(error)}`);
  }
  try {
    const table = await client.query("select to_regclass('_prisma_migrations') as name");
    if (table.rows[0]?.name === null) return true;
    const rows = await client.query<{ name: string; done: boolean }>(
      'select migration_name as name, finished_at is not null as done from _prisma_migrations ' +
        'where rolled_back_at is null',
    );
    const done = new Set(rows.rows.filter((row) => row.done).map((row) => row.name));
    return rows.rows.some((row) => !row.done) || wanted.some((name) => !done.has(name));
  } finally {
    await client.end();
  }
}
