import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { take, tokenTolerance, type BucketState } from './bucket.js';

const limits = fc.record({
  capacity: fc.integer({ min: 1, max: 100 }),
  refillPerS: fc.double({ min: 0.001, max: 50, noNaN: true }),
});
const gapsMs = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 200 });
const start = 1_700_000_000_000;

describe('the token bucket of a destination', () => {
  it('never lets more through in any window than capacity plus what refilled in it', () => {
    fc.assert(
      fc.property(limits, gapsMs, (limit, gaps) => {
        const sent: number[] = [];
        let state: BucketState | undefined;
        let now = start;
        for (const gap of gaps) {
          now += gap;
          const taken = take(state, now, limit);
          state = taken.state;
          if (taken.allowed) sent.push(now);
        }
        for (let from = 0; from < sent.length; from += 1) {
          for (let to = from; to < sent.length; to += 1) {
            const windowS = ((sent[to] ?? 0) - (sent[from] ?? 0)) / 1000;
            const most = limit.capacity + windowS * limit.refillPerS + 0.01;
            expect(to - from + 1).toBeLessThanOrEqual(most);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('opens after exactly the wait it named, and no earlier than rounding allows', () => {
    fc.assert(
      fc.property(limits, gapsMs, (limit, gaps) => {
        let state: BucketState | undefined;
        let now = start;
        for (const gap of gaps) {
          now += gap % 7;
          const taken = take(state, now, limit);
          state = taken.state;
          if (taken.allowed) continue;
          expect(taken.waitMs).toBeGreaterThan(0);
          expect(take(state, now + taken.waitMs, limit).allowed).toBe(true);
          const earlyMs = 2 + Math.ceil((tokenTolerance / limit.refillPerS) * 1000);
          const early = take(state, now + taken.waitMs - earlyMs, limit);
          if (taken.waitMs > earlyMs && limit.refillPerS < 1) expect(early.allowed).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is full for a destination never seen and spends its whole capacity at once', () => {
    const limit = { capacity: 3, refillPerS: 1 };
    let state: BucketState | undefined;
    const allowed = [1, 2, 3, 4].map(() => {
      const taken = take(state, start, limit);
      state = taken.state;
      return taken.allowed;
    });
    expect(allowed).toEqual([true, true, true, false]);
  });

  it('refills nothing when the clock steps back, and counts that step into the wait', () => {
    const limit = { capacity: 1, refillPerS: 1 };
    const spent = take(undefined, start, limit).state;
    const refused = take(spent, start - 500, limit);
    expect(refused).toEqual({ state: spent, allowed: false, waitMs: 1_500 });
  });

  it('leaves the state untouched by a refusal, so that asking often costs nothing', () => {
    const limit = { capacity: 1, refillPerS: 0.1 };
    const spent = take(undefined, start, limit).state;
    expect(take(spent, start + 3_000, limit).state).toBe(spent);
  });

  it('refuses a limit that could never let anything through', () => {
    expect(() => take(undefined, start, { capacity: 0, refillPerS: 1 })).toThrow(RangeError);
    expect(() => take(undefined, start, { capacity: 1, refillPerS: 0 })).toThrow(RangeError);
    expect(() => take(undefined, start, { capacity: 1, refillPerS: NaN })).toThrow(RangeError);
  });
});
