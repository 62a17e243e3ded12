import type { Instant } from './machine.js';

export const retryFirstMs = 1_000;
export const retryMostMs = 60_000;
/** The part of a delay that jitter may take away, so that many retries do not fall together. */
const jitterShare = 0.2;

export interface RetryHint {
  /** The idempotency key of the page: the same key and attempt always give the same delay. */
  key: string;
  /** After this instant the page is of no use any more (temporal.md 2.8). */
  horizon: Instant;
  /** What the receiver asked for (Retry-After, a robot's mute time), in milliseconds. */
  afterMs?: number | undefined;
}

/**
 * When to try again after attempt number `attempt` (1 = the first one) failed at `now`: 1 s
 * doubling to 60 s, up to a fifth earlier by jitter, and never before the receiver's own hint.
 * Undefined when that falls behind the horizon: give up.
 * @throws RangeError when `attempt` is not a positive integer.
 */
export function nextAttemptAt(
  attempt: number,
  now: Instant,
  { key, horizon, afterMs = 0 }: RetryHint,
): Instant | undefined {
  if (!Number.isInteger(attempt) || attempt < 1) {
    throw new RangeError('attempts are counted from 1');
  }
  const fullMs = Math.min(retryMostMs, retryFirstMs * 2 ** (attempt - 1));
  const jitteredMs = Math.round(fullMs * (1 - jitterShare * fraction(`${key}#${attempt}`)));
  const at = now + Math.max(jitteredMs, Math.ceil(afterMs));
  return at > horizon ? undefined : at;
}

/** FNV-1a with a final mix, as a number in [0, 1). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
