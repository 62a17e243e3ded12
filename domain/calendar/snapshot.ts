import type { Instant } from '../machine.js';
import type { DayKind } from './work-calendar.js';

/** [from, until) */
export interface Span {
  from: Instant;
  until: Instant;
}

/** One local date of the calendar. */
export interface SnapshotDay extends Span {
  /** local date, 2026-10-01 */
  date: string;
  /** ISO: Monday 1 .. Sunday 7 */
  weekday: number;
  kind: DayKind;
  name?: { zh: string; en: string };
  /** The end of the last hours that start on this date; absent on a day without work. */
  closesAt?: Instant;
}

/**
 * A work calendar as plain instants, made outside workflows by `takeSnapshot`. Plain JSON: it may be
 * kept in a process's state. Everything in this file is integer arithmetic without zones.
 */
export interface Snapshot extends Span {
  /** Working hours in order, neither overlapping nor touching, within [from, until). */
  open: Span[];
  /** Every local date that touches [from, until), in order. */
  days: SnapshotDay[];
  /** Where the yearly data are there; what reaches outside them is provisional. */
  covered: Span[];
  closedMode: 'closed' | 'accept_only';
}

/** A stretch that does not count, with why; one that still lasts is given until `now` (R11). */
export interface Pause extends Span {
  reason?: string;
}

/** What a clock is owed: working time, or a number of working days. */
export type Target = { ms: number } | { workingDays: number };

/** One clock's run over a calendar. */
export interface Run {
  startAt: Instant;
  target: Target;
  pauses?: readonly Pause[];
}

/** The snapshot ends before the answer: take one that reaches further, and ask again. */
export interface TooShort {
  kind: 'snapshot_too_short';
  missing: 'before' | 'after';
}

export interface Due {
  kind: 'due';
  dueAt: Instant;
  /** Part of the run lies in a year that is not loaded: the weekly pattern was taken. */
  provisional: boolean;
}

/** The spans as an ordered union: disjoint, not touching, none empty. */
export function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from >= until) continue;
    const last = joined.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}

/** What of `spans` lies in none of `holes`; both ordered unions. */
export function without(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const span of spans) {
    let from = span.from;
    while ((holes[next]?.until ?? Infinity) <= from) next += 1;
    for (let k = next; k < holes.length; k += 1) {
      const hole = holes[k];
      if (!hole || hole.from >= span.until) break;
      if (hole.from > from) left.push({ from, until: hole.from });
      from = hole.until;
    }
    if (from < span.until) left.push({ from, until: span.until });
  }
  return left;
}

/** The parts of `spans` within [from, until). */
export function clip(spans: readonly Span[], { from, until }: Span): Span[] {
  return spans
    .filter((span) => span.from < until && from < span.until)
    .map((span) => ({ from: Math.max(from, span.from), until: Math.min(until, span.until) }));
}

/** Whether work goes on at an instant; undefined where the snapshot does not reach. */
export function isOpen(snapshot: Snapshot, at: Instant): boolean | undefined {
  if (at < snapshot.from || at >= snapshot.until) return undefined;
  return snapshot.open.some(({ from, until }) => from <= at && at < until);
}

/** Whether the work that ends at an instant ends in a pause. */
export const isPaused = (pauses: readonly Pause[], at: Instant): boolean =>
  pauses.some(({ from, until }) => from < at && at <= until);

/** Whether all of [from, until] lies in loaded years. */
export const isCovered = (snapshot: Snapshot, { from, until }: Span): boolean =>
  snapshot.covered.some((span) => span.from <= from && until <= span.until);
