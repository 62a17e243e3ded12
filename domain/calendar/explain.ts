import type { Instant } from '../machine.js';
import {
  clip,
  isCovered,
  isOpen,
  isPaused,
  union,
  without,
  type Pause,
  type Run,
  type Snapshot,
  type SnapshotDay,
  type Span,
} from './snapshot.js';

/**
 * One line of the explanation of a due time. `key` is in the text catalogue under `calendar/step`;
 * instants and dates are rendered where the zone and the language are known.
 */
export interface WalkStep {
  key:
    | 'started_open'
    | 'started_closed'
    | 'run'
    | 'closed'
    | 'accept_only'
    | 'day_off'
    | 'holiday'
    | 'makeup_workday'
    | 'special'
    | 'paused'
    | 'day_counted'
    | 'day_paused'
    | 'not_loaded'
    | 'due';
  at: Instant;
  until?: Instant;
  /** working milliseconds of a `run` */
  ms?: number;
  /** which working day is counted, from 1 */
  count?: number;
  /** first and last local date of days that are alike */
  date?: string;
  lastDate?: string;
  name?: { zh: string; en: string };
  /** why it was paused, in the words of whoever paused it */
  reason?: string;
}

/** At the same instant, the steps read in this order. */
const order: readonly WalkStep['key'][] = [
  'started_open',
  'started_closed',
  'not_loaded',
  'makeup_workday',
  'special',
  'paused',
  'run',
  'day_counted',
  'day_paused',
  'closed',
  'accept_only',
  'day_off',
  'holiday',
  'due',
];

/** The steps from the start of a run to its due time; there are at most a few per day. */
export function explain(snapshot: Snapshot, run: Run, dueAt: Instant): WalkStep[] {
  const { startAt, target, pauses = [] } = run;
  const within = { from: startAt, until: dueAt };
  const opened = isOpen(snapshot, startAt) === true;
  const started: WalkStep = { key: opened ? 'started_open' : 'started_closed', at: startAt };
  const steps = [
    started,
    ...notLoaded(snapshot, within),
    ...('ms' in target ? runs(snapshot, within, pauses) : countedDays(snapshot, within, pauses)),
    ...('ms' in target ? gaps(snapshot, within) : []),
    ...differentDays(snapshot, within),
    ...pauseSteps(pauses, within),
    { key: 'due', at: dueAt } as const,
  ];
  return steps.sort((a, b) => a.at - b.at || order.indexOf(a.key) - order.indexOf(b.key));
}

function notLoaded(snapshot: Snapshot, within: Span): WalkStep[] {
  if (isCovered(snapshot, within)) return [];
  const missing = without([within], snapshot.covered);
  const from = missing[0]?.from ?? within.from;
  return [{ key: 'not_loaded', at: from }];
}

function runs(snapshot: Snapshot, within: Span, pauses: readonly Pause[]): WalkStep[] {
  return without(clip(snapshot.open, within), union(pauses)).map(({ from, until }) => ({
    key: 'run',
    at: from,
    until,
    ms: until - from,
  }));
}

function gaps(snapshot: Snapshot, within: Span): WalkStep[] {
  const key = snapshot.closedMode === 'accept_only' ? 'accept_only' : 'closed';
  return without([within], clip(snapshot.open, within)).map(({ from, until }) => ({
    key,
    at: from,
    until,
  }));
}

function countedDays(snapshot: Snapshot, within: Span, pauses: readonly Pause[]): WalkStep[] {
  const steps: WalkStep[] = [];
  let count = 0;
  const closing = (day: SnapshotDay): Instant => day.closesAt ?? Infinity;
  for (const day of snapshot.days.toSorted((a, b) => closing(a) - closing(b))) {
    const { from, date, closesAt } = day;
    if (from <= within.from || closesAt === undefined || closesAt > within.until) continue;
    const paused = isPaused(pauses, closesAt);
    if (!paused) count += 1;
    steps.push(
      paused
        ? { key: 'day_paused', at: from, date }
        : { key: 'day_counted', at: from, until: closesAt, date, count },
    );
  }
  return steps;
}

function dayStep(day: SnapshotDay): WalkStep | undefined {
  const off = day.closesAt === undefined;
  if (day.kind === 'weekly' && !off) return undefined;
  const { from: at, date, name } = day;
  const key = day.kind === 'weekly' ? 'day_off' : day.kind;
  return { key, at, date, lastDate: date, ...(name && { name }) };
}

/** Days that are not ordinary working days, neighbours that are alike in one step. */
function differentDays(snapshot: Snapshot, within: Span): WalkStep[] {
  const steps: WalkStep[] = [];
  let last: WalkStep | undefined;
  for (const day of snapshot.days) {
    if (day.until <= within.from || day.from > within.until) continue;
    const step = dayStep(day);
    const alike = step !== undefined && last?.key === step.key && last.name?.en === step.name?.en;
    if (alike && last) last.lastDate = day.date;
    else if (step) steps.push({ ...step, at: Math.max(step.at, within.from) });
    last = step === undefined ? undefined : steps.at(-1);
  }
  return steps;
}

function pauseSteps(pauses: readonly Pause[], { from, until }: Span): WalkStep[] {
  return pauses
    .filter((pause) => pause.from < until && from < pause.until)
    .map(({ reason, ...pause }) => ({
      key: 'paused',
      at: Math.max(from, pause.from),
      until: Math.min(until, pause.until),
      ...(reason !== undefined && { reason }),
    }));
}
