import { expect, test } from '@jest/globals';
import { dayMs, hourMs } from '../zone.js';
import { gaps } from './gaps.js';
import type { Extras, Layer, Schedule } from './schedule.js';
import { shifts } from './shifts.js';
import { timelineDaysMax } from './timeline.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const iso = (instant: number): string => new Date(instant).toISOString().slice(0, 16);
const none: Extras = { overrides: [], absences: [] };
const from = utc('2026-03-28T00:00');
const until = utc('2026-03-30T00:00');

const layer: Layer = {
  id: 'l',
  rotation: {
    ...{ kind: 'hourly', startsOn: '2026-03-27', handoverAt: '08:00', every: 12 },
    members: ['day', 'night'],
  },
  restrictions: [],
};
const schedule: Schedule = { id: 's', zone: 'Europe/London', owner: 'o', layers: [layer] };

test('shifts are exact across a change of the clock: the night of the gap has eleven hours', () => {
  const found = shifts(schedule, none, { from, until });
  expect(found.map((shift) => [shift.person, iso(shift.from), iso(shift.until)])).toEqual([
    ['night', '2026-03-28T00:00', '2026-03-28T08:00'],
    ['day', '2026-03-28T08:00', '2026-03-28T20:00'],
    ['night', '2026-03-28T20:00', '2026-03-29T07:00'],
    ['day', '2026-03-29T07:00', '2026-03-29T19:00'],
    ['night', '2026-03-29T19:00', '2026-03-30T00:00'],
  ]);
});

test('one person in neighbouring turns has one shift, cut at an override and an absence', () => {
  const one: Schedule = {
    ...schedule,
    layers: [{ ...layer, rotation: { ...layer.rotation, members: ['a', 'a'] } }],
  };
  const extras: Extras = {
    overrides: [{ id: 'o', person: 'x', from: from + 1, until: from + 2 }],
    absences: [{ id: 'a', person: 'a', from: until - hourMs, until: until + 1, deputy: 'd' }],
  };
  expect(shifts(one, extras, { from, until })).toEqual([
    { from, until: from + 1, person: 'a', why: 'layer' },
    { from: from + 1, until: from + 2, person: 'x', why: 'override' },
    { from: from + 2, until: until - hourMs, person: 'a', why: 'layer' },
    { from: until - hourMs, until, person: 'd', why: 'deputy' },
  ]);
});

test('every gap says why nobody is on call and whose absence it is', () => {
  const office: Layer = { ...layer, restrictions: [{ days: [6], from: '08:00', to: '24:00' }] };
  const until6 = utc('2026-03-28T20:00');
  const extras: Extras = {
    overrides: [],
    absences: [
      { id: 'a', person: 'day', from: from + 10 * hourMs, until: until6 },
      { id: 'b', person: 'night', from: until6 + hourMs, until, deputy: 'day' },
      { id: 'c', person: 'day', from: until6 + 2 * hourMs, until },
    ],
  };
  const found = gaps({ ...schedule, layers: [office] }, extras, { from, until });
  expect(found.map(({ from: start, until: end, ...why }) => [iso(start), iso(end), why])).toEqual([
    ['2026-03-28T00:00', '2026-03-28T08:00', { reason: 'no_layer' }],
    ['2026-03-28T10:00', '2026-03-28T20:00', { reason: 'absent_without_deputy', person: 'day' }],
    ['2026-03-28T22:00', '2026-03-29T00:00', { reason: 'deputy_absent', person: 'night' }],
    ['2026-03-29T00:00', '2026-03-30T00:00', { reason: 'no_layer' }],
  ]);
});

test('a schedule without layers is one gap, an empty window holds nothing', () => {
  const empty: Schedule = { ...schedule, layers: [] };
  expect(gaps(empty, none, { from, until })).toEqual([{ from, until, reason: 'no_layer' }]);
  expect(shifts(schedule, none, { from, until: from })).toEqual([]);
});

test('a longer stretch than the limit is refused, the limit itself is answered', () => {
  const limit = from + timelineDaysMax * dayMs;
  expect(() => shifts(schedule, none, { from, until: limit + 1 })).toThrow(RangeError);
  expect(() => gaps(schedule, none, { from, until: limit + 1 })).toThrow(RangeError);
  expect(shifts(schedule, none, { from, until: limit })).toHaveLength(801);
});
