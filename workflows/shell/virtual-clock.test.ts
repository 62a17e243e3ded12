import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { virtualClock } from './virtual-clock.js';

const t0 = Date.UTC(2026, 10, 23, 2);
const scale = { at: t0, factor: 60 };
const at = (wall: number): void => void jest.spyOn(Date, 'now').mockReturnValue(wall);

afterEach(() => {
  jest.restoreAllMocks();
});

const page = { kind: 'page', id: 'p1', due: t0 + 1_800_000, targets: [] };
const deliver = { kind: 'deliver', id: 'd1', until: t0 + 7_200_000 };
const other = { kind: 'open', id: 'o1', due: t0 + 60_000 };

describe('the clock of a run', () => {
  it('is the one on the wall where there is no scale, and its effects go out as they are', () => {
    at(t0 + 5_000);
    const clock = virtualClock(undefined);
    expect([clock.now(), clock.sleepMs(t0 + 65_000), clock.sleepMs(t0)]).toEqual([
      t0 + 5_000,
      60_000,
      1,
    ]);
    expect(clock.outward(page)).toBe(page);
  });

  it('runs by its factor, and sleeps as long as that takes', () => {
    at(t0 + 5_000);
    const clock = virtualClock(scale);
    expect(clock.now()).toBe(t0 + 300_000);
    expect(clock.sleepMs(t0 + 1_800_000)).toBe(25_000);
    expect(clock.sleepMs(t0)).toBe(1);
  });

  it('tells hands when to page and until when to try by the wall, and nothing else', () => {
    const clock = virtualClock(scale);
    expect(clock.outward(page)).toEqual({ ...page, due: t0 + 30_000, scale });
    expect(clock.outward(deliver)).toEqual({ ...deliver, until: t0 + 120_000, scale });
    expect(clock.outward(other)).toEqual({ ...other, scale });
  });
});
