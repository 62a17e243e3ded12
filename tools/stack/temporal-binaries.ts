import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { userCacheFolder } from '../../config.js';
import { takeLock } from './file-lock.js';
import { runToEnd } from './one-shot.js';
import { projectRoot } from './project-root.js';
import { StackError } from './stack-error.js';

const run = promisify(execFile);

const packages = ['go.temporal.io/server/cmd/server', 'go.temporal.io/server/cmd/tools/sql'];
const progressEveryMs = 5_000;
const lockPollMs = 1_000;
const lockTimeoutMs = 30 * 60_000;

export interface TemporalBinaries {
  server: string;
  /** The tool that creates and updates Temporal's schema. */
  sql: string;
}

export interface TemporalBinariesOptions {
  /** Gets a line for the person who waits; a first build takes minutes. */
  onProgress: (line: string) => void;
}

/**
 * The Temporal server of `tools/temporal/go.mod`, from the cache of this user or built into it
 * with the Go toolchain on the PATH. Of several who ask at once one builds, the others wait.
 */
export async function temporalBinaries(
  options: TemporalBinariesOptions,
): Promise<TemporalBinaries> {
  const pins = join(projectRoot(), 'tools/temporal');
  const version = await pinnedVersion(pins);
  const cache = join(userCacheFolder(process.env), 'temporal');
  const home = join(cache, `${version}-${process.platform}-${process.arch}`);
  const binaries = { server: join(home, 'server'), sql: join(home, 'sql') };
  if (isComplete(binaries)) return binaries;
  await requireGo();
  await mkdir(dirname(home), { recursive: true });
  const release = await waitForLock(`${home}.lock`, options);
  try {
    if (!isComplete(binaries)) await buildInto(home, { pins, version, ...options });
    return binaries;
  } finally {
    await release();
  }
}

function isComplete(binaries: TemporalBinaries): boolean {
  return existsSync(binaries.server) && existsSync(binaries.sql);
}

async function pinnedVersion(pins: string): Promise<string> {
  const found = /^\s*go\.temporal\.io\/server (v\S+)/m.exec(
    await readFile(join(pins, 'go.mod'), 'utf8'),
  );
  if (found?.[1] === undefined) throw new Error(`${pins}/go.mod names no go.temporal.io/server`);
  return found[1];
}

/** There is no Go toolchain; the message says what to install or set. */
export class GoMissingError extends StackError {
  override name = 'GoMissingError';
}

async function requireGo(): Promise<void> {
  try {
    await run('go', ['version']);
  } catch {
    throw new GoMissingError(
      'The Temporal server is built once with Go, and there is no `go` on the PATH: install ' +
        'Go 1.26.8 or newer (https://go.dev/dl), or set TEMPORAL_ADDRESS to a Temporal server ' +
        'that runs already (for example `temporal server start-dev`).',
    );
  }
}

async function waitForLock(
  path: string,
  { onProgress }: TemporalBinariesOptions,
): Promise<() => Promise<void>> {
  const until = performance.now() + lockTimeoutMs;
  let told = false;
  while (performance.now() < until) {
    const lock = await takeLock(path);
    if (lock.taken) return lock.release;
    if (!told) onProgress(`Process ${lock.by.pid} builds the Temporal server; waiting for it`);
    told = true;
    await sleep(lockPollMs);
  }
  throw new StackError(`The Temporal server is still being built elsewhere (${path}).`);
}

interface BuildPlan extends TemporalBinariesOptions {
  pins: string;
  version: string;
}

async function buildInto(home: string, plan: BuildPlan): Promise<void> {
  const unfinished = `${home}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  plan.onProgress(
    `Building the Temporal server ${plan.version} with Go (once on this machine, some minutes)`,
  );
  await goBuild(unfinished, plan);
  await rm(home, { recursive: true, force: true });
  await rename(unfinished, home);
}

async function goBuild(outFolder: string, plan: BuildPlan): Promise<void> {
  const args = ['build', '-v', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w'];
  const progress = startProgress(plan.onProgress);
  const { code, tail } = await runToEnd({
    command: 'go',
    args: [...args, '-o', `${outFolder}/`, ...packages],
    cwd: plan.pins,
    env: { ...process.env, CGO_ENABLED: '0' },
    onOutput: progress.count,
  });
  progress.end();
  if (code !== 0) throw new StackError(`Building the Temporal server failed:\n${tail}`);
}

function startProgress(onProgress: (line: string) => void): {
  count: (text: string) => void;
  end: () => void;
} {
  const start = performance.now();
  let downloaded = 0;
  let compiled = 0;
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - start) / 1000);
    onProgress(
      `Building the Temporal server: ${downloaded} modules fetched, ${compiled} packages ` +
        `compiled, ${seconds} s`,
    );
  }, progressEveryMs);
  return {
    count: (text) => {
      for (const line of text.split('\n')) {
        if (line.startsWith('go: downloading')) downloaded += 1;
        else if (line !== '') compiled += 1;
      }
    },
    end: () => clearInterval(timer),
  };
}
