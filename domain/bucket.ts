import type { Instant } from './machine.js';

/** What a destination has left: `tokens` as they stood at `at`. Plain numbers, fit for a row. */
export interface BucketState {
  tokens: number;
  at: Instant;
}

/** The limit of one destination: `capacity` sends at once, refilled at `refillPerS` per second. */
export interface BucketLimit {
  capacity: number;
  refillPerS: number;
}

export interface BucketTake {
  state: BucketState;
  allowed: boolean;
  /** 0 when allowed, else whole milliseconds until a take can succeed if nobody else takes. */
  waitMs: number;
}

/** Absorbs the rounding of repeated refills, so that waiting `waitMs` is always enough. */
export const tokenTolerance = 1e-6;

/**
 * Takes one token. A destination never seen is full; a clock that steps back refills nothing.
 * A refused take leaves the state as it was, so it needs no write.
 * @throws RangeError when the limit could never let anything through.
 */
export function take(
  state: BucketState | undefined,
  now: Instant,
  { capacity, refillPerS }: BucketLimit,
): BucketTake {
  if (!(capacity >= 1) || !(refillPerS > 0)) {
    throw new RangeError('a bucket needs a capacity of at least 1 and a positive refill');
  }
  const before = state ?? { tokens: capacity, at: now };
  const at = Math.max(now, before.at);
  const tokens = Math.min(capacity, before.tokens + ((at - before.at) / 1000) * refillPerS);
  if (tokens >= 1 - tokenTolerance) {
    return { state: { tokens: Math.max(0, tokens - 1), at }, allowed: true, waitMs: 0 };
  }
  const waitMs = at - now + Math.ceil(((1 - tokens) / refillPerS) * 1000);
  return { state: before, allowed: false, waitMs };
}
