import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startChild, type Child } from './child.js';
import { freePorts, LOOPBACK } from './ports.js';
import { recentLines } from './recent-lines.js';
import { StackError } from './stack-error.js';
import type { TemporalBinaries } from './temporal-binaries.js';
import { ensureNamespace } from './temporal-namespace.js';
import {
  ensureTemporalSchemas,
  type TemporalDatabases,
  type TemporalStore,
} from './temporal-schema.js';

const portNames = [
  'FRONTEND_GRPC_PORT',
  'FRONTEND_HTTP_PORT',
  'FRONTEND_MEMBERSHIP_PORT',
  'HISTORY_GRPC_PORT',
  'HISTORY_MEMBERSHIP_PORT',
  'MATCHING_GRPC_PORT',
  'MATCHING_MEMBERSHIP_PORT',
  'WORKER_GRPC_PORT',
  'WORKER_MEMBERSHIP_PORT',
] as const;

/** How many ports a server takes. */
export const TEMPORAL_PORTS = portNames.length;

/** Fixed for the life of its databases; 16 suits one machine. */
const defaultShards = 16;
const defaultRetentionHours = 30 * 24;
const defaultDatabases = { state: 'temporal', visibility: 'temporal_visibility' };
const startAttemptsMax = 3;
const stopSteps = [{ signal: 'SIGTERM', waitMs: 15_000 }] as const;

export interface TemporalOptions {
  binaries: TemporalBinaries;
  postgres: TemporalStore;
  /** Holds the server's dynamic configuration. */
  dataDir: string;
  databases?: TemporalDatabases;
  namespace?: string;
  /** How long closed histories are kept; at least 72. */
  retentionHours?: number;
  /** Tests only: workflows may ask the server to skip time, and skips cost milliseconds. */
  timeSkipping?: boolean;
  shards?: number;
  /** `TEMPORAL_PORTS` ports below 32768, the first one for clients; free ones when absent. */
  ports?: number[];
  onOutput?: (text: string) => void;
  /** Gives up a start that is not through yet. */
  signal?: AbortSignal;
}

export interface TemporalServer {
  /** host:port for clients and workers. */
  address: string;
  namespace: string;
  ports: number[];
  pid: number;
  stop(): Promise<void>;
  /** The exit code; `null` when a signal ended it. Never rejects. */
  exited: Promise<number | null>;
}

/**
 * Starts all roles of a Temporal server in one process on two databases of the given PostgreSQL,
 * and resolves when the namespace can be used.
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const dataDir = resolve(options.dataDir);
  const databases = options.databases ?? defaultDatabases;
  const { binaries, postgres } = options;
  await mkdir(dataDir, { recursive: true });
  await ensureTemporalSchemas({ sql: binaries.sql, postgres }, databases);
  const dynamic = join(dataDir, 'dyn.yaml');
  await writeFile(dynamic, dynamicConfig(options.timeSkipping ?? false));
  const attempts = options.ports === undefined ? startAttemptsMax : 1;
  for (let attempt = 1; ; attempt += 1) {
    const ports = options.ports ?? (await freePorts(TEMPORAL_PORTS));
    try {
      return await startOn(ports, { options, databases, dynamic });
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

interface Plan {
  options: TemporalOptions;
  databases: TemporalDatabases;
  dynamic: string;
}

async function startOn(ports: number[], plan: Plan): Promise<TemporalServer> {
  const { options } = plan;
  const address = `${LOOPBACK}:${ports[0]}`;
  const namespace = options.namespace ?? 'default';
  const retentionHours = options.retentionHours ?? defaultRetentionHours;
  const output = recentLines();
  const child = await startChild({
    command: options.binaries.server,
    args: ['--allow-no-auth', 'start'],
    env: serverEnv(ports, plan),
    cwd: resolve(options.dataDir),
    endSteps: [...stopSteps],
    onOutput: (text) => {
      output.add(text);
      options.onOutput?.(text);
    },
  });
  try {
    const ended = Promise.race([child.exited, aborted(options.signal)]);
    await ensureNamespace({ address, namespace, retentionHours, ended });
  } catch (error) {
    await child.kill();
    throw new StackError(`${error instanceof Error ? error.message : error}\n${output.text()}`);
  }
  return serverOf(child, { address, namespace, ports });
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

function serverOf(
  child: Child,
  facts: Pick<TemporalServer, 'address' | 'namespace' | 'ports'>,
): TemporalServer {
  return { ...facts, pid: child.pid, exited: child.exited, stop: () => child.stop() };
}

/** Without a configuration file the server takes everything from these variables. */
function serverEnv(ports: number[], { options, databases, dynamic }: Plan): NodeJS.ProcessEnv {
  const { postgres } = options;
  const named = portNames.map((name, index) => [name, String(ports[index])] as const);
  return {
    PATH: process.env.PATH,
    DB: 'postgres12',
    POSTGRES_SEEDS: postgres.host,
    DB_PORT: String(postgres.port),
    POSTGRES_USER: postgres.user,
    POSTGRES_PWD: postgres.password,
    DBNAME: databases.state,
    VISIBILITY_DBNAME: databases.visibility,
    NUM_HISTORY_SHARDS: String(options.shards ?? defaultShards),
    SQL_MAX_CONNS: '20',
    SQL_MAX_IDLE_CONNS: '20',
    SQL_VIS_MAX_CONNS: '4',
    BIND_ON_IP: LOOPBACK,
    TEMPORAL_BROADCAST_ADDRESS: LOOPBACK,
    CLUSTER_RPC_ADDRESS: `${LOOPBACK}:${ports[0]}`,
    CLUSTER_HTTP_ADDRESS: `${LOOPBACK}:${ports[1]}`,
    DYNAMIC_CONFIG_FILE_PATH: dynamic,
    LOG_LEVEL: 'error',
    ...Object.fromEntries(named),
  };
}

/** PostgreSQL's columns hold ids of at most 255 characters. */
function dynamicConfig(timeSkipping: boolean): string {
  const values: Record<string, string> = { 'limit.maxIDLength': '255' };
  if (timeSkipping) {
    values['frontend.WorkflowTimeSkippingEnabled'] = 'true';
    values['frontend.WorkflowTimeSkippingMaxSkipPerSession'] = '5000';
    values['history.timerProcessorMaxTimeShift'] = '20ms';
    values['system.forceSearchAttributesCacheRefreshOnRead'] = 'true';
    values['frontend.namespaceRPS.visibility'] = '100';
  }
  return Object.entries(values)
    .map(([name, value]) => `${name}:\n  - value: ${value}\n`)
    .join('');
}
