import { dueOf, percentDue, thresholds, type Threshold } from './calendar/walk.js';
import type { Pause, Run, Snapshot, Target } from './calendar/snapshot.js';
import type { Instant } from './machine.js';
import type { ClockPause, ClockView } from './subject-view.js';

/** One obligation with a deadline (R11, operations.md). `dueAt` is a function of the rest. */
export interface Clock {
  obligation: string;
  startAt: Instant;
  dueAt: Instant;
  target: Target;
  pauses?: ClockPause[];
  /** The work calendar it runs on, by id; every hour counts without one. */
  calendar?: string;
  provisional?: true;
  /** The highest threshold in percent that was told, or that a regrade had left behind it. */
  told?: Threshold;
  unchecked?: true;
  stoppedAt?: Instant;
}

/** The hours in which a clock runs; `always` where every hour counts. */
export type Hours = Snapshot | 'always';

export type ClockState = 'running' | 'paused' | 'met' | 'late' | 'overdue' | 'to_check';

const dayMs = 86_400_000;

const lengthOf = (pauses: readonly Pause[]): number =>
  pauses.reduce((sum, { from, until }) => sum + Math.max(0, until - from), 0);

/** A working day where no calendar is known is a day of the clock on the wall. */
const wholeMs = (target: Target): number =>
  'ms' in target ? target.ms : target.workingDays * dayMs;

/** Pauses do not overlap: one is ended before the next begins. */
const pausedUntil = (pauses: readonly Pause[], startAt: Instant, ms: number): Instant => {
  let due = startAt + ms;
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    if (pause.from < due) due += lengthOf([pause]);
  }
  return due;
};

interface Reached {
  at: Instant;
  provisional: boolean;
}

const alwaysAt = ({ startAt, target, pauses = [] }: Run, percent: Threshold): Reached => ({
  at: pausedUntil(pauses, startAt, Math.ceil((wholeMs(target) * percent) / 100)),
  provisional: false,
});

/**
 * Where the hours known so far end before the answer, their end is: provisional, and asked again.
 * Where they begin after the start, every hour counts.
 */
const walked = (hours: Hours, run: Run, percent: Threshold): Reached => {
  if (hours === 'always') return alwaysAt(run, percent);
  const due = percent === 100 ? dueOf(hours, run) : percentDue(hours, run, percent);
  if (due.kind === 'due') return { at: due.dueAt, provisional: due.provisional };
  if (due.missing === 'before') return { ...alwaysAt(run, percent), provisional: true };
  return { at: Math.max(run.startAt, hours.until), provisional: true };
};

const runOf = ({ startAt, target, pauses = [] }: Clock, now: Instant): Run => ({
  startAt,
  target,
  pauses: pauses.map(({ from, until, reason }) => ({ from, until: until ?? now, reason })),
});

const rewalked = (clock: Clock, hours: Hours, now: Instant): Clock => {
  const { provisional: _before, ...rest } = clock;
  const { at, provisional } = walked(hours, runOf(clock, now), 100);
  return { ...rest, dueAt: at, ...(provisional && { provisional: true as const }) };
};

export const targetOfSeconds = (seconds: number): Target => ({ ms: seconds * 1000 });

/** What a clock is owed over which hours; `calendar` is the id that readers are shown. */
export interface Owed {
  target: Target;
  hours: Hours;
  calendar?: string;
}

/** Starts a clock at `startAt`, owed so many seconds of every hour, or a target over some hours. */
export const startClock = (obligation: string, startAt: Instant, owed: number | Owed): Clock => {
  const { target, hours, calendar } =
    typeof owed === 'number'
      ? { target: targetOfSeconds(owed), hours: 'always' as const, calendar: undefined }
      : owed;
  const fresh = { obligation, startAt, dueAt: startAt, target, ...(calendar && { calendar }) };
  return rewalked(fresh, hours, startAt);
};

export const stopClock = (clock: Clock, at: Instant): Clock =>
  clock.stoppedAt === undefined ? { ...clock, stoppedAt: at } : clock;

const openPause = ({ pauses = [] }: Clock): ClockPause | undefined =>
  pauses.find(({ until }) => until === undefined);

export const isPaused = (clock: Clock): boolean => openPause(clock) !== undefined;

/** Does nothing to a clock that is paused, stopped, or already due. */
export const pauseClock = (clock: Clock, pause: Omit<ClockPause, 'until'>): Clock =>
  clock.stoppedAt !== undefined || isPaused(clock) || pause.from >= clock.dueAt
    ? clock
    : { ...clock, pauses: [...(clock.pauses ?? []), pause] };

/** The time spent paused is added, over the same hours (R11). */
export const resumeClock = (clock: Clock, at: Instant, hours: Hours = 'always'): Clock => {
  if (!isPaused(clock)) return clock;
  const pauses = (clock.pauses ?? []).map((pause) =>
    pause.until === undefined ? { ...pause, until: Math.max(pause.from, at) } : pause,
  );
  return rewalked({ ...clock, pauses }, hours, at);
};

const passed = (clock: Clock, hours: Hours, now: Instant): Threshold | undefined =>
  thresholds.findLast((percent) => walked(hours, runOf(clock, now), percent).at <= now);

/**
 * Another target, walked again from the original start with every pause kept (R11). Thresholds that
 * this puts into the past are not told as breaches: the clock is `unchecked` until a person looked.
 */
export const retargetClock = (
  clock: Clock,
  { target, now, hours, calendar }: Owed & { now: Instant },
): Clock => {
  if (clock.stoppedAt !== undefined) return clock;
  const before = clock.dueAt;
  const { calendar: _old, ...kept } = clock;
  const moved = rewalked({ ...kept, target, ...(calendar && { calendar }) }, hours, now);
  const behind = passed(moved, hours, now);
  const { told: _told, unchecked: _unchecked, ...rest } = moved;
  return {
    ...rest,
    ...(behind !== undefined && { told: behind }),
    ...(moved.dueAt <= now && before > now && { unchecked: true as const }),
  };
};

/** A calendar year was loaded, or a longer snapshot came: the same run over better hours (R11). */
export const rewalkClock = (clock: Clock, hours: Hours, now: Instant): Clock =>
  clock.stoppedAt === undefined ? rewalked(clock, hours, now) : clock;

/** A person looked at a clock that a regrade had made late. */
export const checkClock = ({ unchecked: _seen, ...clock }: Clock): Clock => clock;

export interface ThresholdDue {
  percent: Threshold;
  at: Instant;
}

/** The next of 50, 75, 90 and 100 percent not told yet; none while paused or once stopped. */
export const nextThreshold = (clock: Clock, hours: Hours = 'always'): ThresholdDue | undefined => {
  if (clock.stoppedAt !== undefined || isPaused(clock)) return undefined;
  const percent = thresholds.find((each) => each > (clock.told ?? 0));
  if (percent === undefined) return undefined;
  return { percent, at: walked(hours, runOf(clock, clock.startAt), percent).at };
};

export const tellThreshold = (clock: Clock, percent: Threshold): Clock => ({
  ...clock,
  told: percent,
});

/** A clock met at its due instant to the millisecond is met. */
export const clockState = (
  clock: Pick<ClockView, 'dueAt' | 'stoppedAt' | 'unchecked' | 'pausedSince'>,
  now: Instant,
): ClockState => {
  if (clock.unchecked) return 'to_check';
  if (clock.stoppedAt !== undefined) return clock.stoppedAt <= clock.dueAt ? 'met' : 'late';
  if (clock.pausedSince !== undefined) return 'paused';
  return now <= clock.dueAt ? 'running' : 'overdue';
};

export const clockView = (clock: Clock): ClockView => {
  const pausedSince = openPause(clock)?.from;
  return {
    obligation: clock.obligation,
    startAt: clock.startAt,
    dueAt: clock.dueAt,
    target: clock.target,
    ...(clock.pauses && { pauses: clock.pauses }),
    ...(clock.calendar !== undefined && { calendar: clock.calendar }),
    ...(clock.stoppedAt !== undefined && { stoppedAt: clock.stoppedAt }),
    ...(clock.provisional && { provisional: true as const }),
    ...(clock.unchecked && { unchecked: true as const }),
    ...(pausedSince !== undefined && { pausedSince }),
  };
};
