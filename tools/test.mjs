import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { ensureInstalled } from './test/install.mjs';
import { runLane, selection } from './test/lanes.mjs';

/**
 * `npm test`: sets up what the chosen lanes need, runs them, ends everything it started.
 * `npm test -- --selectProjects unit [-- PATH]`: further arguments go to jest.
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const interruptedExitCode = 130;
/** PostgreSQL runs as another user when root starts it, who must be able to enter its folder. */
const openFolder = 0o755;

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => interrupted.abort());
}

process.exitCode = await main().catch((error) => {
  console.error(error.message);
  return 1;
});

async function main() {
  const { chosen, rest } = selection(process.argv.slice(2));
  ensureInstalled(root);
  const needs = new Set(chosen.map((lane) => lane.needs));
  const { build } = await import('./build.mjs');
  await build({ clientOnly: !needs.has('build') && !needs.has('stack') });
  const results = [];
  const env = { ...process.env };
  let stack;
  try {
    for (const lane of chosen) {
      if (lane.needs === 'stack' && stack === undefined) {
        stack = await startStack();
        env.BATON_TEST_STACK = stack.file;
      }
      if (interrupted.signal.aborted) break;
      console.log(`\n── ${lane.name}`);
      const options = { root, rest, env, signal: interrupted.signal };
      results.push(await runLane(lane, options));
    }
  } finally {
    await stack?.stop();
  }
  if (interrupted.signal.aborted) return interruptedExitCode;
  return summary(results);
}

/** One PostgreSQL and one Temporal server for all lanes, in a folder that goes with them. */
async function startStack() {
  const { bundleFile } = await import('./build.mjs');
  const program = await bundleFile('test/support/stack.ts', join(root, 'dist/run'));
  const { startTestStack } = await import(pathToFileURL(program).href);
  const folder = await mkdtemp(join(tmpdir(), 'baton-test-'));
  await chmod(folder, openFolder);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const stack = await startTestStack({ folder, onProgress: (line) => console.log(line) });
    const stop = async () => {
      await stack.stop();
      await remove();
    };
    return { file: stack.file, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Prints a line per lane and leaves the same numbers in dist/test-results/summary.json. */
async function summary(results) {
  const sum = (name) => results.reduce((total, result) => total + result[name], 0);
  const total = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  console.log('');
  for (const { name, passed, failed, skipped, seconds } of results) {
    const counts =
      passed + failed + skipped === 0 ? 'no tests' : countsText(passed, failed, skipped);
    console.log(`${name.padEnd(12)} ${counts.padEnd(40)} ${seconds} s`);
  }
  console.log(`${'all lanes'.padEnd(12)} ${countsText(total.passed, total.failed, total.skipped)}`);
  const file = join(root, 'dist/test-results/summary.json');
  await writeFile(file, JSON.stringify({ ...total, lanes: results }, null, 2));
  if (total.passed + total.failed === 0) console.log('Nothing ran.');
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

function countsText(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
