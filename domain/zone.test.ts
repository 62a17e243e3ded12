import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dayMs,
  instantAt,
  isZone,
  localParts,
  minuteMs,
  offsetMinutesAt,
  toInstant,
  wallAt,
} from './zone.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const iso = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

test.each([
  ['Asia/Shanghai', '2026-07-01T00:00', 480],
  ['Asia/Shanghai', '1991-07-01T00:00', 540],
  ['Asia/Kolkata', '2026-07-01T00:00', 330],
  ['Europe/London', '2026-03-29T00:59', 0],
  ['Europe/London', '2026-03-29T01:00', 60],
  ['Europe/London', '2026-10-25T00:59', 60],
  ['Europe/London', '2026-10-25T01:00', 0],
  ['Australia/Lord_Howe', '2026-04-04T14:59', 660],
  ['Australia/Lord_Howe', '2026-04-04T15:00', 630],
  ['America/St_Johns', '2026-01-01T00:00', -210],
  ['UTC', '2026-01-01T00:00', 0],
])('the offset of %s at %s is %i minutes', (zone, at, minutes) => {
  expect(offsetMinutesAt(zone, utc(at))).toBe(minutes);
});

describe('a local time becomes one instant', () => {
  test.each([
    ['Asia/Kolkata', '2026-05-01T09:00', '2026-05-01T03:30', 'half-hour zone'],
    ['Europe/London', '2026-03-29T00:59', '2026-03-29T00:59', 'before the gap'],
    ['Europe/London', '2026-03-29T01:00', '2026-03-29T01:00', 'start of the gap: 02:00'],
    ['Europe/London', '2026-03-29T01:30', '2026-03-29T01:30', 'in the gap: 02:30'],
    ['Europe/London', '2026-03-29T02:00', '2026-03-29T01:00', 'end of the gap'],
    ['Europe/London', '2026-10-25T00:59', '2026-10-24T23:59', 'before the overlap'],
    ['Europe/London', '2026-10-25T01:30', '2026-10-25T00:30', 'first of two 01:30'],
    ['Europe/London', '2026-10-25T02:00', '2026-10-25T02:00', 'after the overlap'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45', 'in a gap of 30 minutes'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45', 'first of two 01:45'],
    ['America/Santiago', '2026-09-06T00:00', '2026-09-06T04:00', 'no midnight on this day'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00', 'a whole day skipped'],
  ])('%s %s is %sZ (%s)', (zone, local, instant) => {
    expect(iso(instantAt(zone, utc(local)))).toBe(instant);
  });

  it('agrees with its parts', () => {
    const at = toInstant('Europe/London', {
      ...{ year: 2026, month: 6, day: 7 },
      ...{ hour: 23, minute: 30, second: 15 },
    });
    expect(new Date(at).toISOString()).toBe('2026-06-07T22:30:15.000Z');
    expect(localParts('Europe/London', at)).toEqual({
      ...{ year: 2026, month: 6, day: 7, weekday: 7 },
      ...{ hour: 23, minute: 30, second: 15 },
    });
  });
});

const zones = ['Asia/Shanghai', 'Europe/London', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const range = { min: utc('1975-01-01T00:00'), max: utc('2060-01-01T00:00') };

test('every instant is found again from its local time, or is the second of two alike', () => {
  const instants = fc.integer(range);
  fc.assert(
    fc.property(fc.constantFrom(...zones, 'Africa/Casablanca'), instants, (zone, at) => {
      const wall = wallAt(zone, at);
      const back = instantAt(zone, wall);
      return back === at || (back < at && at - back <= dayMs && wallAt(zone, back) === wall);
    }),
    { numRuns: 5_000 },
  );
});

test('the day cache gives the offset that the platform shows, also on days of a change', () => {
  const days = ['2026-03-29', '2026-10-25', '2026-04-04', '2026-10-03', '1991-04-13', '1991-09-14'];
  for (const zone of zones) {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    for (const day of days) {
      for (let minute = 0; minute < 2 * 1_440; minute += 15) {
        const at = utc(`${day}T00:00`) + minute * minuteMs;
        expect(iso(wallAt(zone, at))).toBe(clock.format(at).replace(' ', 'T'));
      }
    }
  }
});

test.each([
  ['Asia/Shanghai', true],
  ['UTC', true],
  ['Mars/Olympus', false],
  ['', false],
  ['+08:00', false],
])('zone name %j: %s', (name, is) => {
  expect(isZone(name)).toBe(is);
});
