import { describe, expect, it, test } from '@jest/globals';
import { httpOutcome, retryAfterMaxMs, retryAfterMs } from './http-outcome.js';

const now = Date.parse('2026-10-01T02:00:00Z');

function kindOf(status: number): string {
  const answer = { kind: 'answered', status, headers: {}, body: '', truncated: false } as const;
  return httpOutcome(answer, now).kind;
}

describe('what an HTTP answer means for a page', () => {
  test.each([200, 201, 202, 204, 299])('%i is delivered', (status) => {
    expect(kindOf(status)).toBe('delivered');
  });

  test.each([500, 502, 503, 504, 599, 429, 408])('%i comes again', (status) => {
    expect(kindOf(status)).toBe('retry');
  });

  test.each([301, 302, 307, 308, 400, 401, 403, 404, 405, 410, 413, 422])(
    '%i will never take it',
    (status) => {
      expect(kindOf(status)).toBe('rejected');
    },
  );

  it('a status no standard knows is never counted as delivered', () => {
    for (const status of [0, 100, 199, 600, 999]) expect(kindOf(status)).not.toBe('delivered');
  });

  it('no connection comes again, a blocked address does not', () => {
    expect(httpOutcome({ kind: 'unreachable', reason: 'ENOTFOUND' }, now).kind).toBe('retry');
    expect(httpOutcome({ kind: 'blocked', reason: 'private address' }, now).kind).toBe('rejected');
  });

  it('a page that left and was not answered may have arrived (I5)', () => {
    const reason = 'timed out';
    const lost = httpOutcome({ kind: 'unreachable', reason, sent: true }, now);
    expect(lost).toEqual({ kind: 'retry', reason, mayHaveArrived: true });
    expect(httpOutcome({ kind: 'unreachable', reason }, now)).toEqual({ kind: 'retry', reason });
  });

  it('reads Retry-After in seconds and as a date, and bounds it', () => {
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Thu, 01 Oct 2026 02:00:30 GMT', now)).toBe(30_000);
    expect(retryAfterMs('Thu, 01 Oct 2026 01:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('999999999', now)).toBe(retryAfterMaxMs);
    expect(retryAfterMs('soon', now)).toBeUndefined();
    expect(retryAfterMs(undefined, now)).toBeUndefined();
  });
});
