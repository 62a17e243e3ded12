import type { Instant } from './machine.js';

export type Target =
  | { kind: 'person'; id: string }
  | { kind: 'schedule'; id: string }
  | { kind: 'team'; id: string }
  | { kind: 'duty'; role: string };

/** `delayS` runs from this rung to the next; repeats page the same rung again before that. */
export interface Rung {
  delayS: number;
  targets: Target[];
  repeat?: { times: number; everyS: number };
}

/**
 * Rungs anchored to due times (I3): rung k is due at `anchor` plus the delays of the rungs from
 * `from` to k-1 that were not skipped as empty. Nothing is ever due relative to when it fired.
 */
export interface Ladder {
  rungs: Rung[];
  exhaustedEveryS: number;
  anchor: Instant;
  from: number;
  skipped: number[];
  next: { rung: number; round: number };
  /** The highest rung fired in this run; -1 before the first. */
  reached: number;
  held?: { until: Instant; then: 'above' | 'again' };
  stopped?: true;
}

/** One firing of a rung. `missed` counts repeats that an outage swallowed. */
export interface Firing {
  rung: number;
  round: number;
  due: Instant;
  missed: number;
}

export const rungsMax = 20;
export const targetsPerRungMax = 20;
export const rungDelayMaxS = 7 * 86_400;
/** The last rung repeats at most once a minute, whatever a policy says. */
export const exhaustedEveryMinS = 60;

export const startLadder = (
  policy: { rungs: Rung[]; exhaustedEveryS: number },
  at: Instant,
): Ladder => ({
  rungs: policy.rungs,
  exhaustedEveryS: Math.max(exhaustedEveryMinS, policy.exhaustedEveryS),
  anchor: at,
  from: 0,
  skipped: [],
  next: { rung: 0, round: 0 },
  reached: -1,
});

const last = (ladder: Ladder): number => ladder.rungs.length - 1;

const rungAt = (ladder: Ladder, index: number): Rung => {
  const rung = ladder.rungs[index];
  if (!rung) throw new Error(`rung ${index} of ${ladder.rungs.length}`);
  return rung;
};

const rungDue = (ladder: Ladder, index: number): Instant => {
  let due = ladder.anchor;
  for (let k = ladder.from; k < index; k += 1) {
    if (!ladder.skipped.includes(k)) due += rungAt(ladder, k).delayS * 1000;
  }
  return due;
};

const firingDue = (ladder: Ladder, at: { rung: number; round: number }): Instant => {
  const { repeat } = rungAt(ladder, at.rung);
  const repeats = Math.min(at.round, repeat?.times ?? 0);
  const exhausted = at.round - repeats;
  return (
    rungDue(ladder, at.rung) +
    repeats * (repeat?.everyS ?? 0) * 1000 +
    exhausted * ladder.exhaustedEveryS * 1000
  );
};

/** Repeats of a rung that come before the next rung is due; the next rung never waits for them. */
const repeatsOf = (ladder: Ladder, index: number): number => {
  const { repeat, delayS } = rungAt(ladder, index);
  if (!repeat) return 0;
  if (index === last(ladder) || repeat.everyS <= 0) return repeat.times;
  return Math.max(0, Math.min(repeat.times, Math.ceil(delayS / repeat.everyS) - 1));
};

/** The following firing: the rung's repeats first, then the next rung, the last one for ever. */
const following = (ladder: Ladder, at: { rung: number; round: number }) => {
  const times = repeatsOf(ladder, at.rung);
  return at.rung === last(ladder) || at.round < times
    ? { rung: at.rung, round: at.round + 1 }
    : { rung: at.rung + 1, round: 0 };
};

/** The latest repeat of the same rung that is due by `now`; the ones before it are missed. */
const latestRepeat = (ladder: Ladder, at: { rung: number; round: number }, now: Instant) => {
  const times = repeatsOf(ladder, at.rung);
  let found = at;
  while (found.round < times && firingDue(ladder, { ...found, round: found.round + 1 }) <= now) {
    found = { ...found, round: found.round + 1 };
  }
  if (found.round < times || found.rung !== last(ladder)) return found;
  const everyMs = ladder.exhaustedEveryS * 1000;
  const late = Math.max(0, now - firingDue(ladder, found));
  return { ...found, round: found.round + Math.floor(late / everyMs) };
};

/** When the ladder next does something; undefined when it is stopped or has no rungs. */
export const ladderDue = (ladder: Ladder): Instant | undefined => {
  if (ladder.stopped || ladder.rungs.length === 0) return undefined;
  if (ladder.held) return ladder.held.until;
  return firingDue(ladder, ladder.next);
};

/**
 * Fires what is next. Called in due order by a tick at `now`; after an outage a rung that came due
 * with its repeats fires once, and missed repeats of the last rung fold into the latest of them.
 */
export const fire = (ladder: Ladder, now: Instant): { ladder: Ladder; firing: Firing } => {
  const first = ladder.next.round === 0;
  const fired = first ? ladder.next : latestRepeat(ladder, ladder.next, now);
  const latest = latestRepeat(ladder, fired, now);
  const next = following(ladder, latest);
  return {
    ladder: { ...ladder, next, reached: Math.max(ladder.reached, fired.rung) },
    firing: {
      rung: fired.rung,
      round: fired.round,
      due: firingDue(ladder, fired),
      missed: fired.round - ladder.next.round + (latest.round - fired.round),
    },
  };
};

/**
 * A rung that found nobody reachable does not burn its delay: the next one is due at its due time.
 * A rung that paged more than once took its time, and a rung above that fired is not taken back.
 */
export const skipEmpty = (ladder: Ladder, rung: number): Ladder => {
  if (rung === last(ladder) || rung < ladder.from || ladder.skipped.includes(rung)) return ladder;
  const { next } = ladder;
  const repeating = next.rung === rung && next.round === 1;
  const passed = next.rung === rung + 1 && next.round === 0 && repeatsOf(ladder, rung) === 0;
  if (!repeating && !passed) return ladder;
  return { ...ladder, skipped: [...ladder.skipped, rung], next: { rung: rung + 1, round: 0 } };
};

/** Nothing fires before `until`; then it goes on a rung above the last fired, or on the same again. */
export const holdLadder = (ladder: Ladder, until: Instant, then: 'above' | 'again'): Ladder => ({
  ...ladder,
  held: { until, then },
});

/** Starts anew from `rung` at `at`: the anchor's reset (I3). */
export const jump = (ladder: Ladder, rung: number, at: Instant): Ladder => {
  const { held: _held, stopped: _stopped, ...rest } = ladder;
  const from = Math.max(0, Math.min(rung, last(ladder)));
  return { ...rest, anchor: at, from, skipped: [], next: { rung: from, round: 0 } };
};

/** A new run from the first rung, as if none had fired yet. */
export const restartLadder = (ladder: Ladder, at: Instant): Ladder => ({
  ...jump(ladder, 0, at),
  reached: -1,
});

/** The end of a hold at `at`, the hold's own `until` when it ran out. */
export const resume = (ladder: Ladder, at: Instant): Ladder =>
  jump(ladder, ladder.held?.then === 'above' ? ladder.reached + 1 : ladder.reached, at);

export const stopLadder = (ladder: Ladder): Ladder => {
  const { held: _held, ...rest } = ladder;
  return { ...rest, stopped: true };
};

/** Each rung as a reader sees it: when it is due from today's anchor, and what became of it. */
export const rungDueTimes = (
  ladder: Ladder,
): { due?: Instant; state: 'fired' | 'skipped' | 'next' | 'ahead' }[] =>
  ladder.rungs.map((_, index) => {
    if (ladder.skipped.includes(index)) return { state: 'skipped' };
    if (index < ladder.from || index < ladder.next.rung) return { state: 'fired' };
    if (ladder.stopped) return { state: index <= ladder.reached ? 'fired' : 'ahead' };
    if (ladder.held) return { state: index <= ladder.reached ? 'fired' : 'ahead' };
    const fired = index === ladder.next.rung && ladder.next.round > 0;
    return {
      due: fired ? firingDue(ladder, ladder.next) : rungDue(ladder, index),
      state: index === ladder.next.rung ? 'next' : 'ahead',
    };
  });
