import { readFileSync } from 'node:fs';
import { treeOf } from './memory.js';

/** Kernel ticks of processor time, 100 per second on every Linux. */
const tickMs = 10;
const userField = 11;
const systemField = 12;

/** Processor ms that a process with all below it has used; Linux only, elsewhere NaN. */
export function cpuMs(pid: number, options: { withChildren: boolean }): number {
  if (process.platform !== 'linux') return Number.NaN;
  const pids = options.withChildren ? treeOf(pid) : [pid];
  return pids.reduce((sum, one) => sum + ownMs(one), 0);
}

function ownMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[userField]) + Number(fields[systemField])) * tickMs;
  } catch {
    return 0;
  }
}
