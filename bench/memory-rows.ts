import type { Ground } from './ground.js';
import { residentMb } from './memory.js';
import { partsOf } from './parts.js';
import { single, type Row } from './row.js';

const idleMaxMb = 800;

/** Resident memory of each process of the stack, and of all. */
export function memoryRows(ground: Ground, when: 'idle' | 'after load'): Row[] {
  const sizes = partsOf(ground).map((part) => ({
    name: part.name,
    mb: residentMb(part.pid, part),
  }));
  const whole = sizes.reduce((sum, { mb }) => sum + mb, 0);
  const rowOf = (what: string, mb: number): Row => ({
    measure: `memory ${when}: ${what}`,
    unit: 'MB',
    baton: single(mb),
  });
  const total = rowOf('the whole stack', whole);
  return [
    ...sizes.map(({ name, mb }) => rowOf(name, mb)),
    when === 'idle' ? { ...total, aim: `≤ ${idleMaxMb} MB`, met: whole <= idleMaxMb } : total,
  ];
}
