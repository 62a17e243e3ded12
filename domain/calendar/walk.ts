import type { Instant } from '../machine.js';
import { explain, type WalkStep } from './explain.js';
import {
  clip,
  isCovered,
  isPaused,
  union,
  without,
  type Due,
  type Pause,
  type Run,
  type Snapshot,
  type Span,
  type TooShort,
} from './snapshot.js';

export const thresholds = [50, 75, 90, 100] as const;
export type Threshold = (typeof thresholds)[number];

export type Walked = (Due & { steps: WalkStep[] }) | TooShort;

const tooShort = (missing: TooShort['missing']): TooShort => ({
  kind: 'snapshot_too_short',
  missing,
});

/** Working time from `from` on that no pause takes away. */
const counted = (snapshot: Snapshot, from: Instant, pauses: readonly Pause[]): Span[] =>
  without(clip(snapshot.open, { from, until: snapshot.until }), union(pauses));

/**
 * When a run is due (R11, operations.md). Milliseconds: the first instant at which so much working
 * time has passed, so that a target which fills the hours is due at their end, not next morning.
 * Working days: the close of the n-th working day after the date of the start, a day whose close
 * lies in a pause not counted. A target of nothing is due at the start.
 */
export function dueOf(snapshot: Snapshot, run: Run): Due | TooShort {
  const { startAt, target } = run;
  if (startAt < snapshot.from) return tooShort('before');
  if (startAt > snapshot.until) return tooShort('after');
  const dueAt = 'ms' in target ? afterMs(snapshot, run, target.ms) : afterDays(snapshot, run);
  if (dueAt === undefined) return tooShort('after');
  const provisional = !isCovered(snapshot, { from: startAt, until: dueAt });
  return { kind: 'due', dueAt, provisional };
}

function afterMs(snapshot: Snapshot, run: Run, targetMs: number): Instant | undefined {
  let left = targetMs;
  if (left <= 0) return run.startAt;
  for (const { from, until } of counted(snapshot, run.startAt, run.pauses ?? [])) {
    if (until - from >= left) return from + left;
    left -= until - from;
  }
  return undefined;
}

/** The closes that count for a run of working days, in order. */
function closes(snapshot: Snapshot, startAt: Instant, pauses: readonly Pause[]): Instant[] {
  return snapshot.days
    .flatMap(({ from, closesAt }) =>
      from > startAt && closesAt !== undefined && !isPaused(pauses, closesAt) ? [closesAt] : [],
    )
    .sort((a, b) => a - b);
}

function afterDays(snapshot: Snapshot, { startAt, target, pauses = [] }: Run): Instant | undefined {
  const days = 'workingDays' in target ? target.workingDays : 0;
  if (days <= 0) return startAt;
  const dueAt = closes(snapshot, startAt, pauses)[days - 1];
  return dueAt === undefined || dueAt > snapshot.until ? undefined : dueAt;
}

/** As `dueOf`, with the steps that explain it. */
export function walk(snapshot: Snapshot, run: Run): Walked {
  const due = dueOf(snapshot, run);
  return due.kind === 'due' ? { ...due, steps: explain(snapshot, run, due.dueAt) } : due;
}

/**
 * Working milliseconds within [from, to) outside the pauses: the inverse of `walk` by milliseconds.
 * 0 where `to` is not after `from`.
 */
export function elapsed(
  snapshot: Snapshot,
  { from, until }: Span,
  pauses: readonly Pause[] = [],
): number | TooShort {
  if (from < snapshot.from) return tooShort('before');
  if (until > snapshot.until) return tooShort('after');
  const spans = clip(counted(snapshot, from, pauses), { from, until });
  return spans.reduce((sum, span) => sum + (span.until - span.from), 0);
}

/** Working days closed within (from, until], as `walk` counts them. */
export function elapsedDays(
  snapshot: Snapshot,
  { from, until }: Span,
  pauses: readonly Pause[] = [],
): number | TooShort {
  if (from < snapshot.from) return tooShort('before');
  if (until > snapshot.until) return tooShort('after');
  return closes(snapshot, from, pauses).filter((at) => at <= until).length;
}

/**
 * When `percent` of the run's working time has passed, rounded up to the millisecond; of working
 * days, the time between the start and the due time is shared out.
 */
export function percentDue(snapshot: Snapshot, run: Run, percent: Threshold): Due | TooShort {
  const due = dueOf(snapshot, run);
  if (due.kind !== 'due' || percent === 100) return due;
  const { startAt, target, pauses = [] } = run;
  const whole = 'ms' in target ? target.ms : workedUntil(snapshot, run, due.dueAt);
  const ms = Math.ceil((whole * percent) / 100);
  return dueOf(snapshot, { startAt, target: { ms }, pauses });
}

const workedUntil = (snapshot: Snapshot, { startAt, pauses = [] }: Run, until: Instant): number =>
  clip(counted(snapshot, startAt, pauses), { from: startAt, until }).reduce(
    (sum, span) => sum + (span.until - span.from),
    0,
  );
