import { readdirSync, readFileSync } from 'node:fs';

const kilo = 1_024;

/** Process ids below `pid`, itself included. */
export function treeOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = statusField(Number(name), 'PPid');
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const below = (of: number): number[] => [
    of,
    ...[...parents].filter(([, parent]) => parent === of).flatMap(([child]) => below(child)),
  ];
  return below(pid);
}

function statusField(pid: number, field: string): number | undefined {
  return numberIn(`/proc/${pid}/status`, field);
}

function numberIn(file: string, field: string): number | undefined {
  try {
    const found = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'));
    return found === null ? undefined : Number(found[1]);
  } catch {
    return undefined;
  }
}

/**
 * Resident megabytes of a process with all below it. Pages that several of them share count once
 * (PSS), where the system says so; Linux only, elsewhere NaN.
 */
export function residentMb(pid: number, options: { withChildren: boolean }): number {
  if (process.platform !== 'linux') return Number.NaN;
  const pids = options.withChildren ? treeOf(pid) : [pid];
  const sizes = pids.map(
    (one) => numberIn(`/proc/${one}/smaps_rollup`, 'Pss') ?? statusField(one, 'VmRSS') ?? 0,
  );
  return sizes.reduce((sum, size) => sum + size, 0) / kilo;
}
