import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres, type PostgresServer } from '../../tools/stack/postgres.js';
import { projectRoot } from '../../tools/stack/project-root.js';
import { temporalBinaries, type TemporalBinaries } from '../../tools/stack/temporal-binaries.js';
import { startTemporal, type TemporalServer } from '../../tools/stack/temporal-server.js';
import type { TestStack } from './test-stack.js';

const run = promisify(execFile);

const templateDatabase = 'baton_template';

export interface TestStackOptions {
  /** An empty folder; the caller removes it after `stop`. */
  folder: string;
  onProgress: (line: string) => void;
}

export interface RunningTestStack {
  /** The stack's description, see `TestStack`. */
  file: string;
  stop(): Promise<void>;
}

/**
 * Starts one PostgreSQL (not durable) with a migrated template database and one Temporal server
 * with time skipping, for all test files of a run.
 */
export async function startTestStack(options: TestStackOptions): Promise<RunningTestStack> {
  const { folder, onProgress } = options;
  const binaries = await temporalBinaries({ onProgress });
  onProgress('Starting PostgreSQL and Temporal for the tests');
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  const [migrated, started] = await Promise.allSettled([
    migrate(postgres.url(templateDatabase)),
    startTemporal({ binaries, postgres, dataDir: join(folder, 'temporal'), timeSkipping: true }),
  ]);
  const stop = async (): Promise<void> => {
    if (started.status === 'fulfilled') await started.value.stop();
    await postgres.stop();
  };
  if (migrated.status === 'rejected' || started.status === 'rejected') {
    await stop();
    throw migrated.status === 'rejected' ? migrated.reason : failureOf(started);
  }
  const file = join(folder, 'stack.json');
  const description = describe({ postgres, temporal: started.value, binaries });
  await writeFile(file, JSON.stringify(description), { mode: 0o600 });
  return { file, stop };
}

function failureOf(result: PromiseSettledResult<unknown>): unknown {
  return result.status === 'rejected' ? result.reason : undefined;
}

/** The same command as in production; it creates the database too. */
async function migrate(url: string): Promise<void> {
  const prisma = join(projectRoot(), 'node_modules/.bin/prisma');
  try {
    await run(prisma, ['migrate', 'deploy'], {
      cwd: projectRoot(),
      env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The test database could not be migrated.\n${stdout}${stderr}`);
  }
}

interface Parts {
  postgres: PostgresServer;
  temporal: TemporalServer;
  binaries: TemporalBinaries;
}

function describe({ postgres, temporal, binaries }: Parts): TestStack {
  const { host, port, user, password } = postgres;
  return {
    postgres: { host, port, user, password },
    templateDatabase,
    temporal: { address: temporal.address, namespace: temporal.namespace },
    temporalBinaries: binaries,
    workflowBundle: join(projectRoot(), 'dist/workflow-bundle.js'),
  };
}
