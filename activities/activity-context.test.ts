import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { alive, heartbeatEveryMs } from './activity-context.js';

describe('a long activity', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('beats while it works and no longer, whether it succeeds or fails', async () => {
    let beats = 0;
    const heartbeat = () => void (beats += 1);
    let fail: (why: Error) => void = () => undefined;
    const running = alive({ heartbeat }, () => new Promise((_done, no) => (fail = no)));
    jest.advanceTimersByTime(3 * heartbeatEveryMs);
    expect(beats).toBe(3);
    fail(new Error('over'));
    await expect(running).rejects.toThrow('over');
    jest.advanceTimersByTime(3 * heartbeatEveryMs);
    expect(beats).toBe(3);
  });
});
