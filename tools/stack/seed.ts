import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { runToEnd } from './one-shot.js';
import { programEnv } from './own-programs.js';
import { StackError } from './stack-error.js';
import type { Services, StackRun } from './stack-run.js';

/**
 * Fills a new installation. The seed leaves alone what is there already; it is not even run when
 * it had its way with the same database, admin key and choice before.
 */
export async function runSeed(run: StackRun, services: Services): Promise<void> {
  if (!existsSync(run.programs.seed)) return;
  const stampFile = join(run.config.dataDir, 'seed-stamp');
  const stamp = await stampOf(run, services.databaseUrl);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const { code, tail } = await runToEnd({
    command: process.execPath,
    args: ['--enable-source-maps', run.programs.seed],
    env: programEnv(run, services),
    onOutput: run.log('seed').write,
  });
  if (code !== 0) throw new StackError(`The installation could not be filled:\n${tail}`);
  writeFileSync(stampFile, stamp);
}

async function stampOf(run: StackRun, databaseUrl: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(run.programs.seed));
  for (const part of [run.config.seed, run.adminKey, await birthOf(databaseUrl)]) {
    hash.update('\0').update(part);
  }
  return hash.digest('hex');
}

/** When the database got its first migration: no two databases share it. */
async function birthOf(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const first = await client.query<{ at: string }>(
      'select min(started_at)::text as at from _prisma_migrations',
    );
    return first.rows[0]?.at ?? '';
  } finally {
    await client.end();
  }
}
