import { setTimeout as sleep } from 'node:timers/promises';
import { startOf } from './process-identity.js';
import { partNames, readStackFile, type PartName } from './stack-file.js';

const gentleMs = 10_000;
const pollMs = 50;

/**
 * Ends what a stack left running whose supervisor was killed. A process is ours only when its id
 * and its start both are those of stack.json. Returns the names of the parts that were ended.
 */
export async function endPreviousRun(dataDir: string): Promise<PartName[]> {
  const file = readStackFile(dataDir);
  const ended: PartName[] = [];
  if (file === undefined) return ended;
  for (const part of partNames) {
    const pid = file.pids[part];
    const started = file.started[part];
    if (pid === undefined || started === undefined || startOf(pid) !== started) continue;
    await endProcess(pid, started, part === 'postgres' ? 'SIGINT' : 'SIGTERM');
    ended.push(part);
  }
  return ended;
}

async function endProcess(pid: number, started: string, gentle: NodeJS.Signals): Promise<void> {
  send(pid, gentle);
  const until = performance.now() + gentleMs;
  while (startOf(pid) === started && performance.now() < until) await sleep(pollMs);
  while (startOf(pid) === started) {
    send(pid, 'SIGKILL');
    await sleep(pollMs);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    return;
  }
}
