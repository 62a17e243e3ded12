import { describe, expect, it, test } from '@jest/globals';
import { showDuration, showTime, showZone, timeIn } from './times.js';

const now = Date.parse('2026-03-01T02:00:00Z');

describe('times', () => {
  test.each([
    ['30m', '2026-03-01T02:30:00.000Z'],
    ['+2h', '2026-03-01T04:00:00.000Z'],
    ['1d', '2026-03-02T02:00:00.000Z'],
    ['PT15M', '2026-03-01T02:15:00.000Z'],
    ['2026-03-01T10:00:00+08:00', '2026-03-01T02:00:00.000Z'],
    ['2026-03-01T10:00Z', '2026-03-01T10:00:00.000Z'],
  ])('%s from now is %s', (text, time) => {
    expect(timeIn(text, now)).toBe(time);
  });

  it('a duration goes back where the past is meant', () => {
    expect(timeIn('30m', now, -1)).toBe('2026-03-01T01:30:00.000Z');
  });

  test.each(['', 'soon', '30', '30x', '2026-03-01', '2026-13-01T00:00:00Z', '2026-03-01T10:00:00'])(
    '“%s” is no time, for it would be guessed',
    (text) => {
      expect(timeIn(text, now)).toBeUndefined();
    },
  );

  it('are shown on the clocks of the zone', () => {
    expect(showTime('Asia/Shanghai', now)).toBe('2026-03-01 10:00:00');
    expect(showZone('Asia/Kolkata', now)).toBe('Asia/Kolkata (UTC+05:30)');
  });

  test.each([
    [0, '0s'],
    [59_400, '59s'],
    [61_000, '1m 1s'],
    [90_061_000, '1d 1h'],
  ])('%i ms is %s', (ms, text) => {
    expect(showDuration(ms)).toBe(text);
  });
});
