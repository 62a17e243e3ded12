import { describe, expect, it, test } from '@jest/globals';
import { onCallAt } from './on-call.js';
import type { Absence, Extras, Layer, Override, Rotation, Schedule } from './schedule.js';
import { deputyChainMax } from './stand-in.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const none: Extras = { overrides: [], absences: [] };

const rotation = (change: Partial<Rotation> = {}): Rotation => ({
  kind: 'weekly',
  startsOn: '2026-01-05',
  handoverAt: '09:00',
  every: 1,
  members: ['chen', 'li', 'wang'],
  ...change,
});
const layer = (id: string, change: Partial<Rotation> = {}, rest: Partial<Layer> = {}): Layer => ({
  ...{ id, rotation: rotation(change), restrictions: [] },
  ...rest,
});
const inZone = (zone: string, ...layers: Layer[]): Schedule => ({
  ...{ id: 's', zone, owner: 'owner', layers },
});
const who = (schedule: Schedule, at: string, extras = none): string | undefined =>
  onCallAt(schedule, extras, utc(at))?.person;

describe('a hand-over happens at local wall time', () => {
  const weekly = layer('w');
  const daily = layer('d', { kind: 'daily', startsOn: '2026-03-01', members: ['a', 'b'] });
  const half = { kind: 'hourly', every: 12, members: ['day', 'night'] } as const;
  const shift = layer('h', { ...half, members: [...half.members], handoverAt: '08:00' });
  const early = layer('e', { kind: 'daily', handoverAt: '01:30', members: ['a', 'b'] });
  const howe = layer('l', { kind: 'daily', handoverAt: '02:15', members: ['a', 'b'] });

  test.each([
    [
      'Shanghai weekly, a minute before',
      inZone('Asia/Shanghai', weekly),
      '2026-01-12T00:59',
      'chen',
    ],
    ['Shanghai weekly, Monday 09:00', inZone('Asia/Shanghai', weekly), '2026-01-12T01:00', 'li'],
    [
      'Shanghai weekly, the order repeats',
      inZone('Asia/Shanghai', weekly),
      '2026-01-26T01:00',
      'chen',
    ],
    [
      'before the first hand-over nobody',
      inZone('Asia/Shanghai', weekly),
      '2026-01-05T00:59',
      undefined,
    ],
    ['Kolkata half hour, before', inZone('Asia/Kolkata', daily), '2026-03-02T03:29', 'a'],
    ['Kolkata half hour, at 09:00', inZone('Asia/Kolkata', daily), '2026-03-02T03:30', 'b'],
    ['London winter 09:00', inZone('Europe/London', daily), '2026-03-28T09:00', 'b'],
    [
      'London first summer day, before 09:00',
      inZone('Europe/London', daily),
      '2026-03-29T07:59',
      'b',
    ],
    ['London first summer day, 09:00', inZone('Europe/London', daily), '2026-03-29T08:00', 'a'],
    ['London last summer day, 09:00', inZone('Europe/London', daily), '2026-10-24T08:00', 'b'],
    [
      'London first winter day, before 09:00',
      inZone('Europe/London', daily),
      '2026-10-25T08:59',
      'b',
    ],
    ['London first winter day, 09:00', inZone('Europe/London', daily), '2026-10-25T09:00', 'a'],
    ['skipped 01:30 waits until 02:30', inZone('Europe/London', early), '2026-03-29T01:29', 'a'],
    ['skipped 01:30 is 02:30', inZone('Europe/London', early), '2026-03-29T01:30', 'b'],
    ['repeated 01:30, before the first', inZone('Europe/London', early), '2026-10-25T00:29', 'a'],
    ['repeated 01:30, the first counts', inZone('Europe/London', early), '2026-10-25T00:30', 'b'],
    [
      'repeated 01:30, no second hand-over',
      inZone('Europe/London', early),
      '2026-10-25T01:30',
      'b',
    ],
    [
      'Lord Howe skipped 02:15, before 02:45',
      inZone('Australia/Lord_Howe', howe),
      '2026-10-03T15:44',
      'b',
    ],
    [
      'Lord Howe skipped 02:15 is 02:45',
      inZone('Australia/Lord_Howe', howe),
      '2026-10-03T15:45',
      'a',
    ],
    ['12 h shifts in winter at 08:00', inZone('Europe/London', shift), '2026-03-28T08:00', 'day'],
    [
      '12 h shifts: night until 08:00 summer',
      inZone('Europe/London', shift),
      '2026-03-29T06:59',
      'night',
    ],
    ['12 h shifts: 08:00 summer', inZone('Europe/London', shift), '2026-03-29T07:00', 'day'],
    ['12 h shifts: 20:00 summer', inZone('Europe/London', shift), '2026-03-29T19:00', 'night'],
  ])('%s', (_, schedule, at, person) => {
    expect(who(schedule, at)).toBe(person);
  });

  test('shifts whose length fits no day are counted in real hours across a change', () => {
    const odd = { kind: 'hourly', every: 7, startsOn: '2026-03-28', handoverAt: '18:00' } as const;
    const schedule = inZone('Europe/London', layer('o', { ...odd, members: ['a', 'b'] }));
    expect(who(schedule, '2026-03-29T00:59')).toBe('a');
    expect(who(schedule, '2026-03-29T01:00')).toBe('b');
    expect(who(schedule, '2026-03-29T07:59')).toBe('b');
    expect(who(schedule, '2026-03-29T08:00')).toBe('a');
  });

  test('shifts of two days by the hour keep their clock time too', () => {
    const two = { kind: 'hourly', every: 48, startsOn: '2026-03-28', members: ['a', 'b'] } as const;
    const schedule = inZone('Europe/London', layer('t', { ...two, members: [...two.members] }));
    expect(who(schedule, '2026-03-30T07:59')).toBe('a');
    expect(who(schedule, '2026-03-30T08:00')).toBe('b');
  });
});

describe('layers', () => {
  const base = layer('base', { members: ['base'] });
  const night = layer(
    'night',
    { members: ['night'] },
    { restrictions: [{ days: [5], from: '22:00', to: '06:00' }] },
  );
  const dated = layer('dated', { members: ['dated'] }, { from: '2026-02-01', until: '2026-02-03' });
  const schedule = inZone('Asia/Shanghai', base, night, dated);

  test.each([
    ['2026-01-09T13:59', 'base'],
    ['2026-01-09T14:00', 'night'],
    ['2026-01-09T21:59', 'night'],
    ['2026-01-09T22:00', 'base'],
    ['2026-01-10T14:00', 'base'],
    ['2026-01-31T15:59', 'base'],
    ['2026-01-31T16:00', 'dated'],
    ['2026-02-02T15:59', 'dated'],
    ['2026-02-02T16:00', 'base'],
  ])('at %sZ the highest layer that applies has %s', (at, person) => {
    expect(who(schedule, at)).toBe(person);
  });

  it('covers the day to its end with 24:00, and a whole day where both times are equal', () => {
    const late = { restrictions: [{ days: [1], from: '12:00', to: '24:00' }] };
    const whole = { restrictions: [{ days: [3], from: '08:00', to: '08:00' }] };
    const both = inZone('UTC', layer('late', {}, late), layer('whole', {}, whole));
    expect(who(both, '2026-01-12T23:59')).toBe('li');
    expect(who(both, '2026-01-13T00:00')).toBeUndefined();
    expect(who(both, '2026-01-15T07:59')).toBe('li');
    expect(who(both, '2026-01-15T08:00')).toBeUndefined();
  });

  it('names the layer that decided', () => {
    const at = utc('2026-01-09T14:00');
    expect(onCallAt(schedule, none, at)).toEqual({ person: 'night', why: 'layer', layer: 'night' });
  });
});

const at = '2026-01-06T12:00';
const span = { from: utc('2026-01-06T00:00'), until: utc('2026-01-07T00:00') };
const two = inZone('UTC', layer('low', { members: ['low'] }), layer('top', { members: ['top'] }));
const override = (person: string, replaces?: string): Override => ({
  ...{ id: `o-${person}`, person, ...span },
  ...(replaces === undefined ? {} : { replaces }),
});
const absence = (person: string, deputy?: string): Absence => ({
  ...{ id: `a-${person}`, person, ...span },
  ...(deputy === undefined ? {} : { deputy }),
});

describe('overrides and absences', () => {
  test.each<[string, Override[], Absence[], unknown]>([
    ['an override beats the layers', [override('x')], [], ['x', 'override', 'top']],
    [
      'an override for the one on duty counts',
      [override('x', 'top')],
      [],
      ['x', 'override', 'top'],
    ],
    ['an override for another does not', [override('x', 'low')], [], ['top', 'layer']],
    ['the later of two overrides wins', [override('x'), override('y')], [], ['y', 'override', 'x']],
    [
      'a swap can be swapped on',
      [override('x', 'top'), override('y', 'x')],
      [],
      ['y', 'override', 'x'],
    ],
    ['an absent override leaves the layer', [override('x')], [absence('x')], ['top', 'layer']],
    ["an override's deputy takes it", [override('x')], [absence('x', 'd')], ['d', 'deputy', 'x']],
    ['the deputy takes the place', [], [absence('top', 'd')], ['d', 'deputy', 'top']],
    ['without deputy the lower layer', [], [absence('top')], ['low', 'layer', 'top']],
    [
      'an absent deputy is deputised',
      [],
      [absence('top', 'd'), absence('d', 'e')],
      ['e', 'deputy', 'top'],
    ],
    [
      'an absent deputy, the lower layer',
      [],
      [absence('top', 'd'), absence('d')],
      ['low', 'layer', 'top'],
    ],
    [
      'a circle of deputies ends',
      [],
      [absence('top', 'd'), absence('d', 'top')],
      ['low', 'layer', 'top'],
    ],
    [
      'a second absence may name the deputy',
      [],
      [absence('top'), absence('top', 'd')],
      ['d', 'deputy', 'top'],
    ],
    ['everybody away: nobody', [], [absence('top'), absence('low')], undefined],
    [
      'an override fits the absent',
      [override('x', 'top')],
      [absence('top', 'd')],
      ['x', 'override', 'top'],
    ],
    [
      'an override fits the deputy',
      [override('x', 'd')],
      [absence('top', 'd')],
      ['x', 'override', 'd'],
    ],
  ])('%s', (_, overrides, absences, expected) => {
    const found = onCallAt(two, { overrides, absences }, utc(at));
    const brief = found && [found.person, found.why, found.insteadOf].filter(Boolean);
    expect(brief).toEqual(expected);
  });

  it('follows a chain of deputies to its limit and no further', () => {
    const chain = (length: number): Absence[] =>
      Array.from({ length }, (_, k) => absence(k === 0 ? 'top' : `d${k}`, `d${k + 1}`));
    const find = (length: number) => who(two, at, { overrides: [], absences: chain(length) });
    expect(find(deputyChainMax)).toBe(`d${deputyChainMax}`);
    expect(find(deputyChainMax + 1)).toBe('low');
  });

  it('counts an override and an absence from their first to before their last millisecond', () => {
    const extras = { overrides: [override('x')], absences: [] };
    const people = [span.from - 1, span.from, span.until - 1, span.until].map(
      (instant) => onCallAt(two, extras, instant)?.person,
    );
    expect(people).toEqual(['top', 'x', 'x', 'top']);
  });
});
