import { describe, expect, it } from '@jest/globals';
import {
  checkClock,
  clockState,
  clockView,
  nextThreshold,
  pauseClock,
  resumeClock,
  retargetClock,
  startClock,
  stopClock,
  tellThreshold,
} from './clock.js';

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

const hourMs = 3_600_000;

describe('pauses and regrades', () => {
  const owed = { target: { ms: hourMs }, hours: 'always' } as const;
  const fresh = startClock('restore', 0, owed);
  const paused = pauseClock(fresh, { from: 10_000, reason: 'customer asked to wait' });

  it('adds exactly the paused time, and says that it is paused meanwhile', () => {
    expect(clockState(clockView(paused), 99 * hourMs)).toBe('paused');
    expect(nextThreshold(paused)).toBeUndefined();
    expect(resumeClock(paused, 70_000).dueAt).toBe(hourMs + 60_000);
  });

  it('walks a new target from the original start with past pauses kept', () => {
    const resumed = resumeClock(paused, 70_000);
    const moved = retargetClock(resumed, { ...owed, target: { ms: 2 * hourMs }, now: 100_000 });
    expect(moved.dueAt).toBe(2 * hourMs + 60_000);
  });

  it('tells no breach for the past: a regrade into it is to be checked by a person', () => {
    const now = hourMs / 2;
    const tighter = retargetClock(fresh, { ...owed, target: { ms: hourMs / 4 }, now });
    expect(clockState(clockView(tighter), now)).toBe('to_check');
    expect(nextThreshold(tighter)).toBeUndefined();
    expect(clockState(clockView(checkClock(tighter)), now)).toBe('overdue');
  });

  it('tells each threshold once, in order, at its own instant', () => {
    const told: number[] = [];
    let clock = fresh;
    for (let next = nextThreshold(clock); next; next = nextThreshold(clock)) {
      told.push(next.at);
      clock = tellThreshold(clock, next.percent);
    }
    expect(told).toEqual([0.5, 0.75, 0.9, 1].map((part) => part * hourMs));
  });
});
