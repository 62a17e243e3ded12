import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { adminKey } from './admin-key.js';
import { startChild } from './child.js';
import { holderOf, takeLock } from './file-lock.js';
import { openLog } from './log-file.js';
import { keepRunning } from './part.js';
import { endPreviousRun } from './previous-run.js';
import { startOf } from './process-identity.js';
import { stackFileKeeper, stackFilePath } from './stack-file.js';

const folder = mkdtempSync(join(tmpdir(), 'baton-processes-'));
const started: ChildProcess[] = [];
const idle = ['-e', 'setInterval(() => undefined, 1000)'];

afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function idleProcess(): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn(process.execPath, idle, { stdio: 'ignore' });
  started.push(child);
  await once(child, 'spawn');
  return { child, pid: child.pid ?? 0 };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(10);
}

function idleChild() {
  return startChild({
    command: process.execPath,
    args: idle,
    env: process.env,
    endSteps: [{ signal: 'SIGTERM', waitMs: 5_000 }],
    onOutput: () => undefined,
  });
}

describe('a lock', () => {
  it('has one holder until it is released', async () => {
    const path = join(folder, 'one.lock');
    const first = await takeLock(path);
    const second = await takeLock(path);
    expect([first.taken, second.taken]).toEqual([true, false]);
    if (first.taken) await first.release();
    expect((await takeLock(path)).taken).toBe(true);
  });

  it('of a dead process is broken, also when its id lives again as another process', async () => {
    const path = join(folder, 'dead.lock');
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'another boot' }));
    expect((await takeLock(path)).taken).toBe(true);
    expect((await holderOf(path))?.started).toBe(startOf(process.pid));
  });

  it('goes to exactly one of many that break it at once', async () => {
    const path = join(folder, 'race.lock');
    writeFileSync(path, JSON.stringify({ pid: 999_999_999, started: 'gone' }));
    const { build } = await import('esbuild');
    const bundle = join(folder, 'lock.mjs');
    const source = new URL('./file-lock.ts', import.meta.url).pathname;
    const options = { bundle: true, platform: 'node', format: 'esm' } as const;
    await build({ entryPoints: [source], outfile: bundle, ...options });
    const script = `
      import { takeLock } from '${bundle}';
      console.log((await takeLock('${path}')).taken);
      process.stdin.resume();
    `;
    const rivals = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script]),
    );
    started.push(...rivals);
    const answers = await Promise.all(rivals.map((rival) => once(rival.stdout, 'data')));
    expect(answers.filter(([answer]) => String(answer) === 'true\n')).toHaveLength(1);
  });
});

describe('what a killed stack left behind', () => {
  it('is ended, and a foreign process with a recorded id is not touched', async () => {
    const ours = await idleProcess();
    const foreign = await idleProcess();
    const keeper = stackFileKeeper(folder);
    keeper.setPid('worker', ours.pid);
    keeper.setPid('api', foreign.pid);
    const path = stackFilePath(folder);
    const file = JSON.parse(readFileSync(path, 'utf8'));
    file.started.api = 'an earlier process of this id';
    writeFileSync(path, JSON.stringify(file));
    expect(await endPreviousRun(folder)).toEqual(['worker']);
    expect(startOf(ours.pid)).toBeUndefined();
    expect(startOf(foreign.pid)).toBeDefined();
  });

  it('dies with its starter even by kill -9', async () => {
    const bundle = join(folder, 'guard.mjs');
    const { build } = await import('esbuild');
    const source = new URL('./orphan-guard.ts', import.meta.url).pathname;
    await build({ entryPoints: [source], outfile: bundle, platform: 'node', format: 'esm' });
    const script = `
      import { spawn } from 'node:child_process';
      import { guardChild } from '${bundle}';
      const options = { stdio: 'ignore', detached: true };
      const child = spawn(process.execPath, ${JSON.stringify(idle)}, options);
      guardChild(child.pid, 'SIGTERM');
      console.log(child.pid);
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
    started.push(parent);
    const [output] = (await once(parent.stdout, 'data')) as [Buffer];
    const orphan = Number(output.toString());
    expect(startOf(orphan)).toBeDefined();
    parent.kill('SIGKILL');
    await until(() => startOf(orphan) === undefined);
  });
});

describe('a part', () => {
  it('that is killed is started again and recorded under its new id, until it is stopped', async () => {
    const pids: number[] = [];
    const lines: string[] = [];
    const part = await keepRunning({
      name: 'worker',
      start: idleChild,
      onStarted: (running) => pids.push(running.pid),
      logPath: '',
      say: (line) => lines.push(line),
    });
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await until(() => pids.length === 2);
    expect(part.pid()).toBe(pids[1]);
    expect(lines).toEqual(['worker was killed; it is started again']);
    await part.stop();
    expect(pids.map((pid) => startOf(pid))).toEqual([undefined, undefined]);
    expect(pids).toHaveLength(2);
  });

  it('that cannot start the first time says why instead of trying for ever', async () => {
    const start = () => Promise.reject(new Error('no such program'));
    const options = { name: 'api', start, onStarted: () => undefined, logPath: '' };
    await expect(keepRunning({ ...options, say: () => undefined })).rejects.toThrow(
      'no such program',
    );
  });
});

describe('files of a data directory', () => {
  it('a log never takes more than two files of its limit', () => {
    const log = openLog(join(folder, 'logs/worker.log'), 100);
    for (let line = 0; line < 50; line += 1) log.write(`line number ${line}\n`);
    expect(statSync(log.path).size).toBeLessThan(200);
    expect(statSync(`${log.path}.1`).size).toBeLessThan(200);
    expect(`${readFileSync(`${log.path}.1`)}${readFileSync(log.path)}`).toMatch(
      /line number 49\n$/,
    );
  });

  it('the admin key is made once, readable only by its owner, and a given one wins', () => {
    const made = adminKey(folder, undefined);
    expect(made).toMatch(/^bt_[\w-]{32}$/);
    expect(adminKey(folder, undefined)).toBe(made);
    expect(statSync(join(folder, 'admin-key')).mode & 0o777).toBe(0o600);
    expect(adminKey(folder, 'bt_given_0123456789')).toBe('bt_given_0123456789');
    expect(adminKey(folder, undefined)).toBe('bt_given_0123456789');
  });

  it('stack.json holds secrets and is readable only by its owner', () => {
    const keeper = stackFileKeeper(folder);
    keeper.set({ api: 'http://127.0.0.1:4400' });
    keeper.setPid('api', process.pid);
    expect(statSync(stackFilePath(folder)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(stackFilePath(folder), 'utf8'))).toMatchObject({
      api: 'http://127.0.0.1:4400',
      pids: { api: process.pid },
    });
  });
});
