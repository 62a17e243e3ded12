import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextAttemptAt, retryFirstMs, retryMostMs } from './retry.js';

const now = 1_700_000_000_000;
const never = Number.MAX_SAFE_INTEGER;

function delayMs(attempt: number, key: string, afterMs?: number): number {
  return (nextAttemptAt(attempt, now, { key, horizon: never, afterMs }) ?? never) - now;
}

describe('the retry schedule of a page', () => {
  it('doubles from 1 s to 60 s, at most a fifth earlier, whatever the key and attempt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.string(), (attempt, key) => {
        const full = Math.min(retryMostMs, retryFirstMs * 2 ** (attempt - 1));
        expect(delayMs(attempt, key)).toBeLessThanOrEqual(full);
        expect(delayMs(attempt, key)).toBeGreaterThanOrEqual(full * 0.8);
      }),
    );
  });

  it('gives the same instant for the same key and attempt, so that a replay agrees', () => {
    expect(delayMs(4, 'inc/1/p/mail')).toBe(delayMs(4, 'inc/1/p/mail'));
  });

  it('spreads the retries of many pages instead of sending them all at one instant', () => {
    const keys = Array.from({ length: 200 }, (_, i) => `inc/${i}/p/mail`);
    const delays = keys.map((key) => delayMs(7, key));
    expect(new Set(delays).size).toBeGreaterThan(180);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(10_000);
  });

  it('never tries before the receiver allows it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 3_600_000 }),
        (attempt, afterMs) => {
          expect(delayMs(attempt, 'k', afterMs)).toBeGreaterThanOrEqual(afterMs);
        },
      ),
    );
  });

  it('gives up when the next attempt would come after the horizon', () => {
    const hint = { key: 'k', horizon: now + 5_000 };
    expect(nextAttemptAt(1, now, hint)).toBeLessThanOrEqual(now + 1_000);
    expect(nextAttemptAt(5, now, hint)).toBeUndefined();
    expect(nextAttemptAt(1, now, { ...hint, afterMs: 5_001 })).toBeUndefined();
  });

  it('refuses an attempt number that is not one', () => {
    expect(() => delayMs(0, 'k')).toThrow(RangeError);
    expect(() => delayMs(1.5, 'k')).toThrow(RangeError);
  });
});
