import { nextThreshold, tellThreshold, type Clock } from '../clock.js';
import type { Threshold } from '../calendar/walk.js';
import type { Instant } from '../machine.js';

export const dayMs = 86_400_000;
export const weekMs = 7 * dayMs;

export type DueWord =
  'remind' | 'delegate' | 'flag' | 'climb' | 'needed' | 'start' | 'open' | 'record';

/** One thing that is due. With `everyMs` it comes back for ever, anchored to its first time (I3). */
export interface Due {
  at: Instant;
  what: DueWord;
  /** How far above whoever owes it a climb pages. */
  level?: number;
  percent?: Threshold;
  everyMs?: number;
}

/** At most so many are ahead of one promise. */
export const duesMax = 20;

export const planned = (dues: readonly Due[]): Due[] => {
  if (dues.length > duesMax) throw new Error(`${dues.length} dues of one promise`);
  return dues.toSorted((a, b) => a.at - b.at);
};

/** Takes the first; repeats that an outage swallowed fold into the latest of them. */
export const takeDue = (
  agenda: readonly Due[],
  now: Instant,
): { due: Due; agenda: Due[]; missed: number } => {
  const [first, ...rest] = agenda;
  if (!first) throw new Error('nothing is due');
  const { everyMs } = first;
  if (everyMs === undefined) return { due: first, agenda: rest, missed: 0 };
  const missed = Math.max(0, Math.floor((now - first.at) / everyMs));
  const due = { ...first, at: first.at + missed * everyMs };
  return { due, missed, agenda: planned([...rest, { ...first, at: due.at + everyMs }]) };
};

const remindersOf = (clock: Clock): Due[] => {
  const dues: Due[] = [];
  let left = clock;
  for (let next = nextThreshold(left); next && next.percent < 100; next = nextThreshold(left)) {
    dues.push({ at: next.at, what: 'remind', percent: next.percent });
    left = tellThreshold(left, next.percent);
  }
  return dues;
};

/** Bounds of half a period: a promise is a matter of days, and no silence lasts above a week. */
const halfMs = { least: dayMs, most: weekMs } as const;

/**
 * The usual ladder of a date (section 4, operations.md): 50, 75 and 90 %, the due time, then each
 * half period one level up, and the highest for ever.
 */
export const dateAgenda = (clock: Clock, levels: number): Due[] => {
  const half = Math.floor((clock.dueAt - clock.startAt) / 2);
  const everyMs = Math.min(halfMs.most, Math.max(halfMs.least, half));
  const rungs = Array.from({ length: Math.max(1, levels) }, (_, level): Due => {
    const at = clock.dueAt + level * everyMs;
    return { at, what: 'climb', level, ...(level === levels - 1 && { everyMs }) };
  });
  return clock.dueAt > clock.startAt ? [...remindersOf(clock), ...rungs] : rungs;
};
