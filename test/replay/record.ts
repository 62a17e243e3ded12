import { mkdir, mkdtemp, chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { incidentMachine } from '../../domain/incident/machine.js';
import { outside } from '../support/outside.js';
import { startTestStack } from '../support/stack.js';
import { stackVariable } from '../support/test-stack.js';
import { connectTimeSkipping } from '../support/time-skipping.js';
import { runWorker } from '../support/worker.js';
import { projectRoot } from '../../tools/stack/project-root.js';
import { commandLog, foldLog } from './command-log.js';
import { scenarios } from './scenarios.js';

/**
 * Records the histories of a build before its release: `npm run record -- 0.1.0`. Beside each
 * history lies the command log read from it and the view that folding the log gave.
 */
const record = async (build: string): Promise<void> => {
  const target = join(projectRoot(), 'test/replay/histories', build);
  await mkdir(target, { recursive: true });
  const world = outside();
  const { client, close } = await connectTimeSkipping('on-request');
  const worker = await runWorker({ activities: world.activities });
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(target, name), `${JSON.stringify(value, null, 1)}\n`);
  for (const [name, play] of Object.entries(scenarios)) {
    const handle = await play({ client, taskQueue: worker.taskQueue, world });
    const history = await handle.fetchHistory();
    await write(`${name}.history.json`, JSON.parse(historyToJSON(history)));
    const log = commandLog(history);
    await write(`${name}.log.json`, log);
    await write(`${name}.view.json`, foldLog(incidentMachine, log));
    console.log(`${name}: ${history.events?.length ?? 0} events, ${log.lines.length} commands`);
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
  await record(process.argv[2] ?? 'unreleased');
} finally {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
}
