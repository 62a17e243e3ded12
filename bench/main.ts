import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../tools/stack/project-root.js';
import { runBareWorker, type BareWorkerOptions } from './bare/worker.js';
import { prepareGround } from './ground.js';
import { measureNames, runBench, type MeasureName } from './run.js';
import { fullSizes, quickSizes } from './sizes.js';
import { tableText } from './table.js';

/** `npm run bench [-- --quick] [--only page,storm]`; docs/bench.md says how to read what it prints. */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    bare: { type: 'string' },
  },
});
const bytesPerGb = 1_024 ** 3;

if (values.bare === undefined) process.exit(await measure());
else await runBareWorker(JSON.parse(values.bare) as BareWorkerOptions);

async function measure(): Promise<number> {
  const say = (line: string): void =>
    console.log(`[${new Date().toISOString().slice(11, 19)}] ${line}`);
  const ground = await prepareGround(say);
  try {
    const sizes = values.quick ? quickSizes : fullSizes;
    const rows = await runBench(ground, { sizes, say, only: chosen(values.only) });
    console.log(tableText(rows));
    const file = await save({ quick: values.quick, machine: machine(), rows });
    console.log(`saved as ${file}`);
    return 0;
  } finally {
    await ground.close();
  }
}

function chosen(only: string | undefined): readonly MeasureName[] {
  const wanted = only?.split(',') ?? measureNames;
  const unknown = wanted.filter((name) => !measureNames.some((known) => known === name));
  if (unknown.length === 0) return measureNames.filter((name) => wanted.includes(name));
  throw new Error(`no measure ${unknown.join(', ')}; there are ${measureNames.join(', ')}`);
}

function machine() {
  const [first] = cpus();
  const memoryGb = Math.round(totalmem() / bytesPerGb);
  return { cpus: cpus().length, cpu: first?.model, memoryGb, node: process.version };
}

async function save(result: object): Promise<string> {
  const at = new Date().toISOString();
  const folder = join(projectRoot(), 'dist/bench');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${at.replaceAll(':', '-')}.json`);
  await writeFile(file, `${JSON.stringify({ at, ...result }, null, 1)}\n`);
  return file;
}
