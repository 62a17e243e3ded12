import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The test lanes in the order they run: cheap ones first. `needs` is what must be there before:
 * the Prisma client, everything that is built, or the running stack. `testSeconds` ends a test
 * that hangs, `limitMinutes` a lane.
 */
export const lanes = [
  { name: 'unit', needs: 'client', workers: 2, testSeconds: 30, limitMinutes: 8 },
  { name: 'replay', needs: 'build', workers: 2, testSeconds: 60, limitMinutes: 6 },
  { name: 'records', needs: 'stack', workers: 2, testSeconds: 60, limitMinutes: 8 },
  { name: 'workflow', needs: 'stack', workers: 2, testSeconds: 120, limitMinutes: 10 },
  { name: 'integration', needs: 'stack', workers: 1, testSeconds: 60, limitMinutes: 14 },
  { name: 'stories', needs: 'stack', workers: 1, testSeconds: 120, limitMinutes: 14 },
  { name: 'chaos', needs: 'stack', workers: 1, testSeconds: 300, limitMinutes: 8 },
];

const nodeOptions = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const killAfterMs = 5_000;

/**
 * Splits the arguments of `npm test -- …` into the lanes meant by `--selectProjects` (all
 * lanes without it) and what jest gets as it is.
 *
 * @param {string[]} words
 */
export function selection(words) {
  const start = words.indexOf('--selectProjects');
  if (start === -1) return { chosen: lanes, rest: words };
  const after = words.slice(start + 1);
  const end = after.findIndex((word) => word.startsWith('-'));
  const names = end === -1 ? after : after.slice(0, end);
  const unknown = names.filter((name) => !lanes.some((lane) => lane.name === name));
  if (names.length === 0 || unknown.length > 0) {
    const known = lanes.map((lane) => lane.name).join(', ');
    throw new Error(`unknown lane ${unknown.join(', ')}; the lanes are ${known}`);
  }
  const rest = [...words.slice(0, start), ...(end === -1 ? [] : after.slice(end))];
  return { chosen: lanes.filter((lane) => names.includes(lane.name)), rest };
}

/**
 * Runs one lane with jest and answers its counts. A lane that jest could not finish counts as
 * one failure more, so that a crash is never a pass.
 *
 * @param {(typeof lanes)[number]} lane
 * @param {{ root: string, rest: string[], env: NodeJS.ProcessEnv, signal: AbortSignal }} options
 */
export async function runLane(lane, { root, rest, env, signal }) {
  const folder = join(root, 'dist/test-results');
  const file = join(folder, `${lane.name}.json`);
  await mkdir(folder, { recursive: true });
  await rm(file, { force: true });
  const start = performance.now();
  const flags = ['--selectProjects', lane.name, '--passWithNoTests', '--json'];
  flags.push(`--outputFile=${file}`, `--maxWorkers=${lane.workers}`);
  flags.push(`--testTimeout=${lane.testSeconds * 1000}`);
  // The engine's core may hold a handle of its own open after everything was stopped.
  flags.push('--forceExit');
  const code = await jest([...flags, ...rest], {
    root,
    env,
    signal: AbortSignal.any([signal, AbortSignal.timeout(lane.limitMinutes * 60_000)]),
  });
  const counts = countsOf(await report(file));
  const broken = code !== 0 && counts.failed === 0 ? 1 : 0;
  const seconds = Math.round((performance.now() - start) / 1000);
  return { name: lane.name, ...counts, failed: counts.failed + broken, seconds };
}

async function report(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A test file that could not even be loaded is one failure. */
function countsOf(result) {
  return {
    passed: result?.numPassedTests ?? 0,
    failed: (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0),
    skipped: (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0),
  };
}

function jest(args, { root, env, signal }) {
  const options = [env.NODE_OPTIONS, nodeOptions].filter(Boolean).join(' ');
  const child = spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, NODE_OPTIONS: options, TZ: 'UTC' },
  });
  const stop = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
  });
}
