import type { Hours } from '../clock.js';
import { dueOf } from '../calendar/walk.js';
import type { Snapshot, Span, Target } from '../calendar/snapshot.js';
import type { Instant } from '../machine.js';

/** Who works when, and what is owed: the supplier's side or the customer's. */
export interface Owed {
  hours: Hours;
  target: Target;
}

const dayMs = 86_400_000;

const wholeMs = (target: Target): number =>
  'ms' in target ? target.ms : target.workingDays * dayMs;

/** When something reported at `at` is due; undefined where the hours known end before it. */
export function finishOf({ hours, target }: Owed, at: Instant): Instant | undefined {
  if (hours === 'always') return at + wholeMs(target);
  const due = dueOf(hours, { startAt: at, target });
  return due.kind === 'due' ? due.dueAt : undefined;
}

/** The last instant from which so much working time fits before `until`. */
function latestStart({ open }: Snapshot, until: Instant, targetMs: number): Instant | undefined {
  let left = targetMs;
  for (let k = open.length - 1; k >= 0; k -= 1) {
    const span = open[k];
    if (!span || span.from >= until) continue;
    const end = Math.min(span.until, until);
    if (end - span.from >= left) return end - left;
    left -= end - span.from;
  }
  return undefined;
}

/** From where on a report is due after the next closed hours: the last instant before the jump. */
const jumps = (hours: Snapshot, targetMs: number): Instant[] =>
  hours.open.flatMap(({ until }) => latestStart(hours, until, targetMs) ?? []);

/** Reports that wait longer for the supplier than the ones right before and after them. */
function supplierPeaks({ hours, target }: Owed): Instant[] {
  if (hours === 'always') return [];
  return 'ms' in target ? hours.open.map(({ until }) => until) : hours.days.map(({ from }) => from);
}

/** Reports at which the supplier's due time lags most behind that of a customer with own hours. */
function lagPeaks(supplier: Owed, customer: Owed): Instant[] {
  const { hours, target } = customer;
  if (hours === 'always') return supplierPeaks(supplier);
  const { hours: theirs, target: owed } = supplier;
  const late = theirs !== 'always' && 'ms' in owed ? jumps(theirs, owed.ms) : [];
  return [
    ...supplierPeaks(supplier),
    ...late.map((at) => at + 1),
    ...('ms' in target
      ? [...hours.open.map(({ from }) => from), ...jumps(hours, target.ms)]
      : hours.days.map(({ from }) => from - 1)),
  ];
}

/** The ends of hours come first: where others take as long, they are the ones that explain it. */
const within = ({ from, until }: Span, candidates: readonly Instant[]): Instant[] =>
  [...new Set([...candidates, from, until - 1])].filter((at) => at >= from && at < until);

export interface Worst {
  reportedAt: Instant;
  finishAt: Instant;
  ms: number;
}

/**
 * worst(s): the longest that anything reported within `reports` may take (R4). While the supplier
 * works the wait never gets shorter, and while it is closed it gets shorter by the minute: the
 * maximum lies where hours or dates end, and those instants are tried. Undefined: it may take longer
 * than its hours reach.
 */
export function worstOf(supplier: Owed, reports: Span): Worst | undefined {
  let worst: Worst | undefined;
  for (const reportedAt of within(reports, supplierPeaks(supplier))) {
    const finishAt = finishOf(supplier, reportedAt);
    if (finishAt === undefined) return undefined;
    const ms = finishAt - reportedAt;
    if (!worst || ms > worst.ms) worst = { reportedAt, finishAt, ms };
  }
  return worst;
}

export interface WorstLag extends Worst {
  /** Until when the supplier should have finished. */
  neededAt: Instant;
  /** How much later it finishes than that; below zero where it always finishes before. */
  lagMs: number;
}

/**
 * The report after which the supplier finishes latest beyond what the customer is owed, both walked
 * on their own hours. Besides the ends of hours the instants are tried at which either due time
 * jumps over closed hours. Undefined as in `worstOf`.
 */
export function worstLag(supplier: Owed, customer: Owed, reports: Span): WorstLag | undefined {
  let worst: WorstLag | undefined;
  for (const reportedAt of within(reports, lagPeaks(supplier, customer))) {
    const finishAt = finishOf(supplier, reportedAt);
    const neededAt = finishOf(customer, reportedAt);
    if (finishAt === undefined || neededAt === undefined) return undefined;
    const lagMs = finishAt - neededAt;
    if (!worst || lagMs > worst.lagMs) {
      worst = { reportedAt, finishAt, neededAt, ms: finishAt - reportedAt, lagMs };
    }
  }
  return worst;
}

/** Hours closed and worked in turn between a report and its finish, in order. */
export function stretches(hours: Hours, { from, until }: Span): { open: boolean; ms: number }[] {
  if (hours === 'always') return [{ open: true, ms: until - from }];
  const parts: { open: boolean; ms: number }[] = [];
  let at = from;
  for (const span of hours.open) {
    if (span.until <= at) continue;
    if (span.from >= until) break;
    if (span.from > at) parts.push({ open: false, ms: span.from - at });
    at = Math.max(at, span.from);
    const end = Math.min(span.until, until);
    parts.push({ open: true, ms: end - at });
    at = end;
  }
  if (at < until) parts.push({ open: false, ms: until - at });
  return parts;
}
