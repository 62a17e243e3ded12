import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';
import type { Audience } from './stages.js';

const minuteMs = 60_000;

interface Rhythm {
  firstMs?: number;
  progressMs?: number;
  recoveryMs?: number;
}

/** When notices are owed by level (4a, operations.md); P4 sends on request only. */
export const cadence: Record<Level, Rhythm> = {
  P1: { firstMs: 15 * minuteMs, progressMs: 30 * minuteMs, recoveryMs: 15 * minuteMs },
  P2: { firstMs: 30 * minuteMs, progressMs: 60 * minuteMs, recoveryMs: 30 * minuteMs },
  P3: { firstMs: 60 * minuteMs, progressMs: 240 * minuteMs, recoveryMs: 60 * minuteMs },
  P4: {},
};

export const levelChangeMs = 10 * minuteMs;
/** A correction is owed as fast as a change of level. */
export const correctionMs = 10 * minuteMs;
/** An interruption's first notice where nothing was committed, whatever the grade (R5). */
export const interruptionFirstMs = 15 * minuteMs;
/** A notice that may go goes this long before it is due (4a). */
export const releaseLeadMs = 5 * minuteMs;
/** A notice whose hands gave up is tried again after this long (4a: next channel within 3 min). */
export const retryMs = 3 * minuteMs;
/** The longest wait between tries of a notice that reaches nobody. */
export const retryMaxMs = 60 * minuteMs;
/** A missed notice is told again each half period, never faster than this. */
export const retellMinMs = 5 * minuteMs;

/** What the times of an incident's notices depend on. */
export interface Footing {
  level: Level;
  interruption?: true;
  /** The first notice that the affected services were promised, tightest of them. */
  committedFirstMs?: number;
}

const tighter = (a: number, b: number | undefined): number => Math.min(a, b ?? a);

/** Time allowed for the first notice; undefined where it goes on request only (R5, R8). */
export function firstMs(footing: Footing): number | undefined {
  const { firstMs: byLevel } = cadence[footing.level];
  if (footing.committedFirstMs !== undefined) return tighter(footing.committedFirstMs, byLevel);
  return footing.interruption ? tighter(interruptionFirstMs, byLevel) : byLevel;
}

export const progressMs = ({ level }: Footing): number | undefined => cadence[level].progressMs;

/** Whoever was told of the fault is told of its end: at P4 as at P3. */
export const recoveryMs = ({ level }: Footing): number =>
  cadence[level].recoveryMs ?? 60 * minuteMs;

/**
 * Grave levels need a named approval before customers are told (4a). Our own people are told without
 * one: waiting for those who approve would delay those who act.
 */
export const needsApproval = ({ level }: Footing, audience: Audience): boolean =>
  audience === 'customer' && (level === 'P1' || level === 'P2');

/**
 * The next progress notice after one due at `anchor` that went at `sentAt`: on the grid of due
 * times, so that a late notice shifts none after it, and never so near that it could not be written.
 */
export function nextProgressDue(anchor: Instant, sentAt: Instant, periodMs: number): Instant {
  const earliest = sentAt + releaseLeadMs;
  const missed = Math.max(0, Math.floor((earliest - anchor) / periodMs));
  return anchor + (missed + 1) * periodMs;
}
