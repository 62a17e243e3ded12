import type { Instant } from '../machine.js';
import { shortHash } from '../short-hash.js';

const firstMs = 5_000;
const mostMs = 3_600_000;
/** The part of a delay that jitter may take away, so that many retries do not fall together. */
const jitterShare = 0.2;
const jitterSteps = 1_000;

export interface Attempted {
  /** The delivery's id: the same id and attempt always wait equally long. */
  id: string;
  /** 1 = the first one. */
  attempt: number;
  /** Retries end here. */
  expires: Instant;
  /** What the receiver asked for, in milliseconds. */
  afterMs?: number | undefined;
}

/**
 * When a webhook is tried again (api.md §5): 5 s doubling to an hour, up to a fifth earlier, never
 * before the receiver's own hint; undefined when that is after its end.
 */
export const nextTryAt = (
  { id, attempt, expires, afterMs = 0 }: Attempted,
  now: Instant,
): Instant | undefined => {
  const fullMs = Math.min(mostMs, firstMs * 2 ** (attempt - 1));
  const step = parseInt(shortHash(`${id}#${attempt}`).slice(-4), 36) % jitterSteps;
  const waitMs = Math.round(fullMs * (1 - (jitterShare * step) / jitterSteps));
  const at = now + Math.max(waitMs, Math.ceil(afterMs));
  return at > expires ? undefined : at;
};
