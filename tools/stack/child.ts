import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { guardChild } from './orphan-guard.js';
import { StackError } from './stack-error.js';

/** One step of ending a process: the signal, and how long it may take to obey. */
export interface EndStep {
  signal: NodeJS.Signals;
  waitMs: number;
}

export interface Child {
  pid: number;
  /** The exit code; `null` when a signal ended it. Never rejects. */
  exited: Promise<number | null>;
  /** Sends the signals one after the other until the process is gone. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  onOutput: (text: string) => void;
  /** The gentle ways of ending it; SIGKILL always follows. */
  endSteps: EndStep[];
}

/**
 * Starts a process in a group of its own (a Ctrl-C in the terminal reaches only us) that is ended
 * also when this process dies without a word.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const child = spawn(options.command, options.args, spawnOptions(options));
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  const pid = await started(child, options.command);
  const gentle = options.endSteps[0]?.signal ?? 'SIGTERM';
  const guard = guardChild(pid, gentle);
  void exited.then(() => guard.release());
  child.stdout?.on('data', (chunk: Buffer) => options.onOutput(chunk.toString('utf8')));
  child.stderr?.on('data', (chunk: Buffer) => options.onOutput(chunk.toString('utf8')));
  return {
    pid,
    exited,
    stop: () => endChild(child, exited, options.endSteps),
    kill: () => endChild(child, exited, []),
  };
}

function spawnOptions(options: ChildOptions): SpawnOptions {
  return {
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  };
}

function started(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(new StackError(`${command} cannot be started: ${error.message}`));
    });
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

async function endChild(
  child: ChildProcess,
  exited: Promise<number | null>,
  steps: EndStep[],
): Promise<void> {
  for (const step of steps) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(step.signal);
    if (await within(exited, step.waitMs)) return;
  }
  child.kill('SIGKILL');
  await exited;
}

/** Whether the promise settled within the time. */
export async function within(done: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([done.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
