import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import pg from 'pg';
import { startChild, type Child } from '../tools/stack/child.js';
import { createDatabase } from '../tools/stack/postgres.js';
import { projectRoot } from '../tools/stack/project-root.js';
import { apiClient, type ApiClient } from '../test/chaos/api-client.js';
import { addPolicy, addWitnessed, type PlannedPolicy } from '../test/chaos/organisation.js';
import { startRunningStack, type RunningStack } from '../test/chaos/running-stack.js';
import { startWitness, type Witness } from '../test/chaos/witness.js';
import { waitUntil } from '../test/support/wait-until.js';
import { arrivalsAt, type Arrivals } from './arrivals.js';
import { bareReadyWord, type BareWorkerOptions } from './bare/worker.js';
import { smtpUrlOf } from './mailbox.js';

const namespace = 'default';
const bareDatabase = 'bench_bare';
const bareReadyMs = 60_000;
const bareStopMs = 10_000;
const poolMax = 4;
/** As many as a real duty roster has: no destination meets its own limit (200, then 20/s). */
export const peopleCount = 20;
const nextRungS = 3_600;

/** Everything the measures stand on. */
export interface Ground {
  stack: RunningStack;
  witness: Witness;
  arrivals: Arrivals;
  api: ApiClient;
  engine: Client;
  records: pg.Pool;
  people: string[];
  /** One rung, one person each. */
  policies: PlannedPolicy[];
  /** Starts the worker of the bare side, which is stopped with the rest; answers its pid. */
  startBare(): Promise<number>;
  close(): Promise<void>;
}

export async function prepareGround(say: (line: string) => void): Promise<Ground> {
  const witness = await startWitness();
  const stack = await startRunningStack(say);
  const facts = stack.facts();
  const connection = await Connection.connect({ address: facts.temporal ?? '' });
  const records = new pg.Pool({ connectionString: facts.postgres ?? '', max: poolMax });
  records.on('error', () => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'baton-bench-'));
  let bare: Child | undefined;
  const close = async (): Promise<void> => {
    await bare?.stop();
    await records.end();
    await connection.close();
    await stack.stop();
    await witness.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const api = apiClient(stack.api, stack.adminKey);
    const { people, policies } = await organise(api, witness);
    return {
      stack,
      witness,
      arrivals: arrivalsAt(witness),
      api,
      engine: new Client({ connection, namespace }),
      records,
      people,
      policies,
      startBare: async () => {
        bare = await startBareWorker(stack, folder);
        return bare.pid;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function organise(
  api: ApiClient,
  witness: Witness,
): Promise<{ people: string[]; policies: PlannedPolicy[] }> {
  const people: string[] = [];
  const policies: PlannedPolicy[] = [];
  for (let n = 0; n < peopleCount; n += 1) {
    const person = await addWitnessed(api, witness, `bench-${n}`);
    people.push(person);
    const rungs = [{ delayS: nextRungS, people: [person] }];
    policies.push(await addPolicy(api, `bench-${n}`, rungs));
  }
  return { people, policies };
}

async function startBareWorker(stack: RunningStack, folder: string): Promise<Child> {
  const facts = stack.facts();
  const bundle = join(folder, 'bare-bundle.js');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(projectRoot(), 'bench/bare/workflows.ts'),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(bundle, code);
  const url = (database: string): string => {
    const address = new URL(facts.postgres ?? '');
    address.pathname = `/${database}`;
    return address.href;
  };
  await createDatabase({ url }, bareDatabase);
  const options: BareWorkerOptions = {
    temporal: facts.temporal ?? '',
    namespace,
    database: url(bareDatabase),
    smtp: smtpUrlOf(stack),
    bundle,
  };
  return spawnBare(options);
}

/** The same program as this one, told to be the bare worker: a process of its own. */
async function spawnBare(options: BareWorkerOptions): Promise<Child> {
  let output = '';
  let ended = false;
  const child = await startChild({
    command: process.execPath,
    args: ['--enable-source-maps', process.argv[1] ?? '', '--bare', JSON.stringify(options)],
    env: { ...process.env },
    endSteps: [{ signal: 'SIGTERM', waitMs: bareStopMs }],
    onOutput: (text) => {
      output += text;
    },
  });
  void child.exited.then(() => (ended = true));
  await waitUntil(() => output.includes(bareReadyWord) || ended, {
    limitMs: bareReadyMs,
    what: () => `the bare worker:\n${output}`,
  });
  if (ended) throw new Error(`the bare worker ended:\n${output}`);
  return child;
}
