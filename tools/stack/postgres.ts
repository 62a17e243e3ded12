import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startChild, type Child } from './child.js';
import { freePort, LOOPBACK } from './ports.js';
import { postgresBinaries, runAs, type PostgresBinaries, type RunAs } from './postgres-binaries.js';
import { commandOf, isAlive } from './process-identity.js';
import { recentLines } from './recent-lines.js';
import { StackError } from './stack-error.js';

const run = promisify(execFile);

const USER = 'baton';
/** Crash recovery of a large log happens before the first connection. */
const readyTimeoutMs = 120_000;
const readyPollMs = 40;
/** Children of a killed server hold its shared memory a moment longer. */
const startAttemptsMax = 5;
const startRetryMs = 1_000;
const orphanTimeoutMs = 15_000;
const stopSteps = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
] as const;

export interface PostgresOptions {
  /** Holds the cluster (`data/`) and its password (`password`, mode 0600). */
  dataDir: string;
  /** A free one below 32768 when absent. */
  port?: number;
  /** `false` gives up safety against a power cut for speed: tests only. Default `true`. */
  durable?: boolean;
  onOutput?: (text: string) => void;
}

export interface PostgresServer {
  url(database: string): string;
  host: string;
  port: number;
  user: string;
  password: string;
  pid: number;
  stop(): Promise<void>;
  /** The exit code; `null` when a signal ended it. Never rejects. */
  exited: Promise<number | null>;
}

/**
 * Starts PostgreSQL on loopback and resolves when it answers queries; creates the cluster when
 * there is none. What an earlier start of the same folder left behind is ended first.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  const data = join(dataDir, 'data');
  await mkdir(dataDir, { recursive: true });
  const binaries = await postgresBinaries();
  const as = runAs(binaries, data);
  const password = await passwordOf(dataDir, data);
  if (!existsSync(data)) await createCluster({ binaries, as, dataDir, durable: options.durable });
  await endPrevious(data);
  const port = options.port ?? (await freePort());
  const access = { host: LOOPBACK, port, user: USER, password };
  const child = await startUntilReady({ binaries, as, data, options, access });
  return { ...access, ...child, url: (database) => urlOf(access, database) };
}

/** Creates a database, from a template when one is given; an existing one is left as it is. */
export async function createDatabase(
  server: Pick<PostgresServer, 'url'>,
  name: string,
  template?: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    const from = template === undefined ? '' : ` template ${client.escapeIdentifier(template)}`;
    await client.query(`create database ${client.escapeIdentifier(name)}${from}`);
  } finally {
    await client.end();
  }
}

interface Access {
  host: string;
  port: number;
  user: string;
  password: string;
}

function urlOf(access: Access, database: string): string {
  const { user, password, host, port } = access;
  return `postgresql://${user}:${password}@${host}:${port}/${encodeURIComponent(database)}`;
}

async function passwordOf(dataDir: string, data: string): Promise<string> {
  const file = join(dataDir, 'password');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  if (existsSync(data)) {
    throw new StackError(`${file} is missing, so the databases beside it cannot be opened.`);
  }
  const password = randomBytes(24).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}

interface ClusterPlace {
  binaries: PostgresBinaries;
  as: RunAs;
  dataDir: string;
  durable: boolean | undefined;
}

async function createCluster({ binaries, as, dataDir, durable }: ClusterPlace): Promise<void> {
  const unfinished = join(dataDir, 'data.new');
  const passwordFile = join(dataDir, 'password.init');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, await readFile(join(dataDir, 'password')), { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) {
    await chown(unfinished, as.uid, as.gid);
    await chown(passwordFile, as.uid, as.gid);
  }
  const args = [`--pgdata=${unfinished}`, `--username=${USER}`, `--pwfile=${passwordFile}`];
  args.push('--auth=scram-sha-256', '--encoding=UTF8', '--locale=C');
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (durable === false) args.push('--no-sync');
  const [command = binaries.initdb, ...words] = [...as.prefix, binaries.initdb, ...args];
  try {
    await run(command, words, {
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      ...idsOf(as),
    });
  } catch (error) {
    throw new StackError(`PostgreSQL could not create its files in ${dataDir}: ${String(error)}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, join(dataDir, 'data'));
}

/** Ends a server that survived the death of whoever started it; forgets one that did not. */
async function endPrevious(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  const command = Number.isInteger(pid) && pid > 0 ? commandOf(pid) : undefined;
  if (command?.includes(data) !== true) {
    await rm(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  const until = performance.now() + orphanTimeoutMs;
  while (isAlive(pid) && performance.now() < until) await sleep(readyPollMs);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

interface StartPlan {
  binaries: PostgresBinaries;
  as: RunAs;
  data: string;
  options: PostgresOptions;
  access: Access;
}

async function startUntilReady(plan: StartPlan): Promise<Child> {
  for (let attempt = 1; ; attempt += 1) {
    const output = recentLines();
    const child = await startOnce(plan, output.add);
    const ended = child.exited.then(() => 'ended' as const);
    const outcome = await Promise.race([untilReady(plan.access, ended), ended]);
    if (outcome === 'ready') return child;
    await child.stop();
    const busy = output.text().includes('shared memory block');
    if (!busy || attempt === startAttemptsMax) {
      throw new StackError(`PostgreSQL did not start: ${output.text() || outcome}`);
    }
    await sleep(startRetryMs);
  }
}

function startOnce(plan: StartPlan, keep: (text: string) => void): Promise<Child> {
  const { binaries, as, data, options, access } = plan;
  const settings = settingsOf(access.port, options.durable ?? true);
  const words = [...as.prefix, binaries.postgres, '-D', data];
  for (const [name, value] of Object.entries(settings)) words.push('-c', `${name}=${value}`);
  const [command = binaries.postgres, ...args] = words;
  return startChild({
    command,
    args,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    endSteps: [...stopSteps],
    onOutput: (text) => {
      keep(text);
      options.onOutput?.(text);
    },
    ...idsOf(as),
  });
}

/** Two hundred connections are for Temporal, the worker and the API together. */
function settingsOf(port: number, durable: boolean): Record<string, string> {
  return {
    port: String(port),
    listen_addresses: LOOPBACK,
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '96MB',
    maintenance_work_mem: '32MB',
    max_wal_size: '512MB',
    huge_pages: 'off',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}

async function untilReady(access: Access, ended: Promise<unknown>): Promise<'ready' | 'too late'> {
  let over = false;
  void ended.then(() => (over = true));
  const until = performance.now() + readyTimeoutMs;
  while (!over && performance.now() < until) {
    if (await answers(access)) return 'ready';
    await sleep(readyPollMs);
  }
  return 'too late';
}

async function answers(access: Access): Promise<boolean> {
  const client = new pg.Client({ ...access, database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function idsOf(as: RunAs): { uid?: number; gid?: number } {
  return {
    ...(as.uid === undefined ? {} : { uid: as.uid }),
    ...(as.gid === undefined ? {} : { gid: as.gid }),
  };
}
