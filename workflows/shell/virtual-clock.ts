import type { Instant, Process } from '../../domain/machine.js';
import { virtualAt, wallAt, type TimeScale } from '../../domain/time-scale.js';

/** The only clock of a run: what its machine takes for the time (api.md §6). */
export interface VirtualClock {
  now(): Instant;
  /** How long the engine has to sleep until this clock shows `until`; at least a millisecond. */
  sleepMs(until: Instant): number;
  /** An effect as its hands get it: they live by the clock on the wall, and are told the scale. */
  outward<E extends Process['effect']>(effect: E): E;
}

const wall: VirtualClock = {
  now: () => Date.now(),
  sleepMs: (until) => Math.max(1, until - Date.now()),
  outward: (effect) => effect,
};

/** The times of an effect by which its hands act themselves; all others are the subject's own. */
const handTimes: Readonly<Record<string, string>> = { page: 'due', deliver: 'until' };

const scaled = (scale: TimeScale): VirtualClock => ({
  now: () => virtualAt(scale, Date.now()),
  sleepMs: (until) => Math.max(1, wallAt(scale, until) - Date.now()),
  outward: (effect) => {
    const time = handTimes[effect.kind];
    const own: unknown = time && effect[time as keyof typeof effect];
    return {
      ...effect,
      scale,
      ...(time && typeof own === 'number' && { [time]: wallAt(scale, own) }),
    };
  },
});

export const virtualClock = (scale: TimeScale | undefined): VirtualClock =>
  scale ? scaled(scale) : wall;
