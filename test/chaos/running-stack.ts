import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from '../../tools/stack/child.js';
import { freePort } from '../../tools/stack/ports.js';
import { isAlive } from '../../tools/stack/process-identity.js';
import { projectRoot } from '../../tools/stack/project-root.js';
import { recentLines } from '../../tools/stack/recent-lines.js';
import { readStackFile, type PartName, type StackFile } from '../../tools/stack/stack-file.js';
import { waitUntil } from '../support/wait-until.js';

const readyLimitMs = 180_000;
const backLimitMs = 120_000;
const stopWaitMs = 60_000;
/** PostgreSQL runs as another user when root starts it, who must be able to enter its folder. */
const openFolderMode = 0o755;
const notInherited = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'PUBLIC_URL', 'MAILBOX_URL'];

/** A whole Baton in processes of its own, as `npm start` runs it, in a folder of its own. */
export interface RunningStack {
  /** Address of the API, without a slash at the end; the same after every restart. */
  api: string;
  adminKey: string;
  dataDir: string;
  /** What runs, as stack.json says at this instant. */
  facts(): StackFile;
  supervisorPid(): number;
  /** `kill -9` of one part; resolves when its successor runs and Baton is ready again. */
  strike(part: PartName): Promise<void>;
  /** `kill -9` of everything, then a new start on the same folder. */
  strikeAll(): Promise<void>;
  /** Ends it in order and removes its folder, unless `keep`. */
  stop(options?: { keep?: boolean }): Promise<void>;
}

/** Starts a stack that nobody else uses; needs the programs in dist/. */
export async function startRunningStack(say: (line: string) => void): Promise<RunningStack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-chaos-'));
  await chmod(dataDir, openFolderMode);
  const port = await freePort();
  const api = `http://127.0.0.1:${port}`;
  let supervisor = await startSupervisor({ dataDir, port, say });
  const adminKey = (await readFile(join(dataDir, 'admin-key'), 'utf8')).trim();
  const facts = (): StackFile => {
    const found = readStackFile(dataDir);
    if (found === undefined) throw new Error(`no stack.json in ${dataDir}`);
    return found;
  };
  return {
    api,
    adminKey,
    dataDir,
    facts,
    supervisorPid: () => supervisor.pid,
    strike: async (part) => {
      const before = facts().pids[part];
      if (before === undefined) throw new Error(`the stack has no ${part}`);
      process.kill(before, 'SIGKILL');
      await waitUntil(async () => facts().pids[part] !== before && (await isReady(api)), {
        limitMs: backLimitMs,
        what: () => `the ${part} to come back`,
      });
    },
    strikeAll: async () => {
      killAtOnce([supervisor.pid, ...Object.values(facts().pids)]);
      await supervisor.exited;
      supervisor = await startSupervisor({ dataDir, port, say });
    },
    stop: async ({ keep = false } = {}) => {
      await supervisor.stop();
      if (!keep) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Whether the API says that Baton is ready. */
export async function isReady(api: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2_000);
  const answer = await fetch(`${api}/ready`, { signal }).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => undefined);
  return answer?.status === 200;
}

interface Starting {
  dataDir: string;
  port: number;
  say: (line: string) => void;
}

async function startSupervisor({ dataDir, port, say }: Starting): Promise<Child> {
  const output = recentLines();
  let ready = false;
  let ended = false;
  const child = await startChild({
    command: process.execPath,
    args: ['--enable-source-maps', join(projectRoot(), 'dist/tools/stack/main.js')],
    env: environment({ BATON_DATA: dataDir, PORT: String(port) }),
    endSteps: [{ signal: 'SIGTERM', waitMs: stopWaitMs }],
    onOutput: (text) => {
      output.add(text);
      if (text.includes('Baton is ready')) ready = true;
      else if (!ready) say(text.trimEnd());
    },
  });
  void child.exited.then(() => (ended = true));
  await waitUntil(() => ready || ended, {
    limitMs: readyLimitMs,
    what: () => `the stack to be ready:\n${output.text()}`,
  });
  if (ended) throw new Error(`the stack did not start:\n${output.text()}`);
  return child;
}

function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !notInherited.includes(name));
  const quiet = { BATON_SEED: 'none', LOG_LEVEL: 'warn', NODE_OPTIONS: '' };
  return { ...Object.fromEntries(inherited), ...quiet, ...own };
}

function killAtOnce(pids: number[]): void {
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}
