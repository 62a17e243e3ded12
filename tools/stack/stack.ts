import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config.js';
import { adminKey } from './admin-key.js';
import { within } from './child.js';
import { startServices } from './embedded-services.js';
import { takeLock } from './file-lock.js';
import { greeting } from './greeting.js';
import { applyMigrations } from './migrations.js';
import { apiUrl, startOwnPrograms } from './own-programs.js';
import type { Part } from './part.js';
import { endPreviousRun } from './previous-run.js';
import { runSeed } from './seed.js';
import { StackError } from './stack-error.js';
import { stackFileKeeper, type PartName } from './stack-file.js';
import { chooseApiPort, choosePorts } from './stack-ports.js';
import { logsIn, type Programs, type StackRun } from './stack-run.js';

/** In this order they end; those of one row side by side. */
const stopOrder: PartName[][] = [['api'], ['worker'], ['mailbox', 'temporal'], ['postgres']];
const stopWaitsForStartMs = 15_000;

export interface StackOptions {
  config: Config;
  programs: Programs;
  say: (line: string) => void;
}

export interface Stack {
  /** Resolves with the greeting when Baton is ready. */
  start(): Promise<string>;
  /** Ends everything in order, also in the middle of a start. */
  stop(): Promise<void>;
  /** Ends everything at once, without a word. */
  kill(): void;
}

/** One whole Baton under one data directory (architecture.md §6). */
export function createStack(options: StackOptions): Stack {
  const parts = new Map<PartName, Part>();
  const releases: (() => Promise<void>)[] = [];
  const file = stackFileKeeper(options.config.dataDir);
  let stopping = false;
  let starting: Promise<string> | undefined;

  const goOn = () => {
    if (stopping) throw new StackError('The start was interrupted.');
  };

  async function start(): Promise<string> {
    const run = await prepare({ ...options, parts, file, goOn, releases });
    const services = await startServices(run);
    run.goOn();
    const { databaseUrl } = services;
    await applyMigrations({ databaseUrl, onOutput: run.log('migrate').write });
    run.goOn();
    await runSeed(run, services);
    run.goOn();
    await startOwnPrograms(run, services);
    return greeting({
      api: apiUrl(run),
      adminKey: run.adminKey,
      databaseUrl,
      ...(services.mailboxUrl === undefined ? {} : { mailbox: services.mailboxUrl }),
    });
  }

  async function stop(): Promise<void> {
    stopping = true;
    if (starting !== undefined) {
      await within(
        starting.catch(() => undefined),
        stopWaitsForStartMs,
      );
    }
    for (const row of stopOrder) await Promise.all(row.map((name) => parts.get(name)?.stop()));
    if (releases.length > 0) file.remove();
    for (const release of releases.reverse()) await release();
  }

  return {
    start: () => (starting ??= start()),
    stop,
    kill: () => {
      for (const part of parts.values()) killNow(part.pid());
    },
  };
}

interface Preparation extends StackOptions, Pick<StackRun, 'parts' | 'file' | 'goOn'> {
  releases: (() => Promise<void>)[];
}

async function prepare({ releases, ...rest }: Preparation): Promise<StackRun> {
  const { config, say, file } = rest;
  const { dataDir } = config;
  mkdirSync(dataDir, { recursive: true });
  const lock = await takeLock(join(dataDir, 'stack.lock'));
  if (!lock.taken) {
    throw new StackError(
      `A stack runs on ${dataDir} already (process ${lock.by.pid}): stop it with ` +
        '`npm run stop`, or set BATON_DATA to another folder.',
    );
  }
  releases.push(lock.release);
  const left = await endPreviousRun(dataDir);
  if (left.length > 0) say(`Ended what the last run left behind: ${left.join(', ')}`);
  file.remove();
  const api = await chooseApiPort(config.port);
  releases.push(api.release);
  const ports = await choosePorts(dataDir);
  return {
    ...rest,
    ports,
    apiPort: api.port,
    adminKey: adminKey(dataDir, config.adminKey),
    log: logsIn(join(dataDir, 'logs')),
  };
}

function killNow(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
}
