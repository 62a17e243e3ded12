import { deepStrictEqual } from 'node:assert';
import { mkdir, mkdtemp, chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { outside } from '../support/outside.js';
import { startTestStack } from '../support/stack.js';
import { stackVariable } from '../support/test-stack.js';
import { connectTimeSkipping } from '../support/time-skipping.js';
import { runWorker } from '../support/worker.js';
import { projectRoot } from '../../tools/stack/project-root.js';
import { viewQuery, type Answer } from '../../contracts/names.js';
import type { Process } from '../../domain/machine.js';
import { commandLog, foldLog } from './command-log.js';
import { machineOf } from './machines.js';
import type { Scenario } from './play.js';
import { scenarios } from './scenarios.js';

/**
 * Records the histories of a build before its release: `npm run record -- 0.1.0 [NAME…]`. Beside
 * each history lies the command log read from it and the view that the process showed at its end,
 * which folding the log must give. Names record those scenarios alone.
 */
const record = async (build: string, only: string[]): Promise<void> => {
  const target = join(projectRoot(), 'test/replay/histories', build);
  await mkdir(target, { recursive: true });
  const world = outside();
  const { client, close } = await connectTimeSkipping('on-request');
  const worker = await runWorker({ activities: world.activities });
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(target, name), `${JSON.stringify(value, null, 1)}\n`);
  const recordOne = async (name: string, { process: hosted, play }: Scenario): Promise<void> => {
    const handle = await play({ client, taskQueue: worker.taskQueue, world });
    const history = await handle.fetchHistory();
    const { view } = await handle.query<Answer<Process>>(viewQuery);
    const log = commandLog(history);
    const folded: unknown = JSON.parse(JSON.stringify(foldLog(machineOf(hosted), log)));
    deepStrictEqual(folded, view, 'folding its log does not give the view it showed');
    await write(`${name}.history.json`, JSON.parse(historyToJSON(history)));
    await write(`${name}.log.json`, log);
    await write(`${name}.view.json`, view);
    console.log(`${name}: ${history.events?.length ?? 0} events, ${log.lines.length} commands`);
  };
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (only.length > 0 && !only.includes(name)) continue;
    await recordOne(name, scenario).catch((error: unknown) => {
      process.exitCode = 1;
      console.error(`${name} was not recorded:`, error);
    });
  }
  await worker.stop();
  await close();
};

const openFolderMode = 0o755;
const folder = await mkdtemp(join(tmpdir(), 'baton-record-'));
await chmod(folder, openFolderMode);
const stack = await startTestStack({ folder, onProgress: (line) => console.log(line) });
process.env[stackVariable] = stack.file;
try {
  const [build = 'unreleased', ...only] = process.argv.slice(2);
  await record(build, only);
} finally {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
}
