import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../config.js';
import { holderOf } from './file-lock.js';
import { endPreviousRun } from './previous-run.js';
import { startOf } from './process-identity.js';

const stopTimeoutMs = 90_000;
const pollMs = 50;

const { dataDir } = readConfig(process.env);
const holder = await holderOf(join(dataDir, 'stack.lock'));
if (holder !== undefined && startOf(holder.pid) === holder.started) {
  process.kill(holder.pid, 'SIGTERM');
  const until = performance.now() + stopTimeoutMs;
  while (startOf(holder.pid) === holder.started && performance.now() < until) await sleep(pollMs);
  if (startOf(holder.pid) === holder.started) {
    console.error(`The stack on ${dataDir} (process ${holder.pid}) does not stop.`);
    process.exit(1);
  }
  console.log(`The stack on ${dataDir} is stopped`);
} else {
  const ended = await endPreviousRun(dataDir);
  const left = ended.length === 0 ? '' : `; ended what was left of one: ${ended.join(', ')}`;
  console.log(`No stack runs on ${dataDir}${left}`);
}
