import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextTryAt } from './backoff.js';

const hourMs = 3_600_000;

describe('a webhook’s retries', () => {
  it('reach 48 hours in at most 75 attempts, none more than an hour after the one before', () => {
    const expires = 48 * hourMs;
    let now = 0;
    let attempt = 0;
    for (;;) {
      attempt += 1;
      const next = nextTryAt({ id: 'd', attempt, expires }, now);
      if (next === undefined) break;
      expect(next - now).toBeGreaterThan(0);
      expect(next - now).toBeLessThanOrEqual(hourMs);
      now = next;
    }
    expect(now).toBeGreaterThan(46.9 * hourMs);
    expect(attempt).toBeLessThanOrEqual(75);
  });

  it('never come before the receiver’s own hint and never after the end', () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.string(),
          attempt: fc.integer({ min: 1, max: 5_000 }),
          afterMs: fc.integer({ min: 0, max: hourMs }),
          expires: fc.integer({ min: 0, max: 3 * hourMs }),
        }),
        (tried) => {
          const next = nextTryAt(tried, 0);
          if (next === undefined) return;
          expect(next).toBeGreaterThanOrEqual(tried.afterMs);
          expect(next).toBeLessThanOrEqual(tried.expires);
          expect(next).toBeGreaterThanOrEqual(4_000);
        },
      ),
    );
  });
});
