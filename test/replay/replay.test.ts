import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { projectRoot } from '../../tools/stack/project-root.js';
import { workflowTypes } from '../../contracts/names.js';
import { commandLog, foldLog, type CommandLog } from './command-log.js';
import { machineOf } from './machines.js';
import { scenarios } from './scenarios.js';

const folder = join(projectRoot(), 'test/replay/histories');
const bundle = { codePath: join(projectRoot(), 'dist/workflow-bundle.js') };

const recorded = readdirSync(folder).flatMap((build) =>
  readdirSync(join(folder, build))
    .filter((file) => file.endsWith('.history.json'))
    .map((file) => ({ build, name: file.replace('.history.json', '') })),
);

const read = (build: string, file: string): unknown =>
  JSON.parse(readFileSync(join(folder, build, file), 'utf8'));

const historyOf = ({ build, name }: { build: string; name: string }) =>
  historyFromJSON(read(build, `${name}.history.json`));

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
});

describe('histories of released builds', () => {
  it('are there: every scenario was recorded, and every process has one', () => {
    const names = recorded.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(scenarios)));
    const processes = new Set(Object.values(scenarios).map(({ process }) => process));
    expect([...processes].sort()).toEqual(Object.keys(workflowTypes).sort());
  });

  it.each(recorded)('$build $name replays with today’s workflows', async (each) => {
    await expect(
      Worker.runReplayHistory({ workflowBundle: bundle }, historyOf(each), each.name),
    ).resolves.toBeUndefined();
  });

  it.each(recorded)('$build $name folds to the view it had', (each) => {
    const log = read(each.build, `${each.name}.log.json`) as CommandLog;
    expect(commandLog(historyOf(each))).toEqual(log);
    const view: unknown = JSON.parse(JSON.stringify(foldLog(machineOf(log.start.process), log)));
    expect(view).toEqual(read(each.build, `${each.name}.view.json`));
  });

  it('do not replay with a workflow that does one thing more: the canary must fail', async () => {
    const workflowsPath = join(projectRoot(), 'test/replay/canary/workflows.ts');
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath,
      logger: new DefaultLogger('ERROR'),
    });
    const each = recorded.find(({ name }) => name === 'a-night');
    if (!each) throw new Error('the scenario a-night was not recorded');
    await expect(
      Worker.runReplayHistory({ workflowBundle }, historyOf(each), each.name),
    ).rejects.toThrow(/nondeterminism/i);
  });
});
