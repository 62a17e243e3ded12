import { describe, expect, it } from '@jest/globals';
import { clockState, startClock, stopClock } from './clock.js';

const clock = startClock('restore', 1_000, 60);

describe('a clock', () => {
  it('is met when it stops at its due instant to the millisecond, late one later', () => {
    expect(clock.dueAt).toBe(61_000);
    expect(clockState(stopClock(clock, 61_000), 99_000)).toBe('met');
    expect(clockState(stopClock(clock, 61_001), 99_000)).toBe('late');
  });

  it('is overdue only after its due instant has passed', () => {
    expect(clockState(clock, 61_000)).toBe('running');
    expect(clockState(clock, 61_001)).toBe('overdue');
  });

  it('keeps the instant at which it stopped first', () => {
    expect(stopClock(stopClock(clock, 2_000), 90_000).stoppedAt).toBe(2_000);
  });
});
