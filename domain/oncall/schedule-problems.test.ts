import { describe, expect, it, test } from '@jest/globals';
import { dayMs } from '../zone.js';
import { absenceProblems, overrideProblems, scheduleProblems } from './schedule-problems.js';
import {
  layersMax,
  membersMax,
  overrideDaysMax,
  overridesMax,
  restrictionsMax,
  type Layer,
  type Restriction,
  type Rotation,
  type Schedule,
} from './schedule.js';

const night: Restriction = { days: [1, 7], from: '22:00', to: '06:00' };
const rotation: Rotation = {
  ...{ kind: 'weekly', startsOn: '2026-01-05', handoverAt: '09:00', every: 1 },
  members: ['a', 'b', 'a'],
};
const layer: Layer = { id: 'l', rotation, restrictions: [night] };
const sound: Schedule = { id: 's', zone: 'Asia/Shanghai', owner: 'o', layers: [layer] };

const turning = (change: Partial<Rotation>): Schedule => ({
  ...sound,
  layers: [{ ...layer, rotation: { ...rotation, ...change } }],
});
const limited = (change: Partial<Restriction>): Schedule => ({
  ...sound,
  layers: [{ ...layer, restrictions: [{ ...night, ...change }] }],
});
const layered = (change: Partial<Layer>): Schedule => ({
  ...sound,
  layers: [{ ...layer, ...change }],
});
const r = '/layers/0/rotation';
const s = '/layers/0/restrictions/0';

describe('a schedule', () => {
  it('that is sound has no problem', () => {
    expect(scheduleProblems(sound)).toEqual([]);
    expect(scheduleProblems(limited({ from: '00:00', to: '24:00' }))).toEqual([]);
    expect(scheduleProblems(turning({ kind: 'hourly', every: 168 }))).toEqual([]);
  });

  test.each<[Schedule, string]>([
    [{ ...sound, zone: 'Asia/Peking' }, '/zone unknown_zone'],
    [{ ...sound, id: '' }, '/id required'],
    [{ ...sound, owner: '' }, '/owner required'],
    [{ ...sound, layers: [] }, '/layers too_few'],
    [{ ...sound, layers: [layer, layer] }, '/layers/1/id repeated'],
    [layered({ id: '' }), '/layers/0/id required'],
    [turning({ members: [] }), `${r}/members too_few`],
    [turning({ members: Array(membersMax + 1).fill('a') }), `${r}/members too_many`],
    [turning({ members: ['a', ''] }), `${r}/members/1 required`],
    [turning({ startsOn: '2026-02-30' }), `${r}/startsOn bad_date`],
    [turning({ startsOn: '2026-2-3' }), `${r}/startsOn bad_date`],
    [turning({ startsOn: '1970-01-01' }), `${r}/startsOn out_of_range`],
    [turning({ handoverAt: '24:00' }), `${r}/handoverAt bad_time`],
    [turning({ handoverAt: '9:00' }), `${r}/handoverAt bad_time`],
    [turning({ every: 0 }), `${r}/every out_of_range`],
    [turning({ every: 1.5 }), `${r}/every out_of_range`],
    [turning({ kind: 'hourly', every: 169 }), `${r}/every out_of_range`],
    [turning({ kind: 'monthly' as 'daily' }), `${r}/kind unknown_kind`],
    [limited({ days: [] }), `${s}/days covers_nothing`],
    [limited({ days: [0] }), `${s}/days/0 out_of_range`],
    [limited({ days: [3, 3] }), `${s}/days/1 repeated`],
    [limited({ from: '24:00' }), `${s}/from bad_time`],
    [limited({ to: '24:01' }), `${s}/to bad_time`],
    [layered({ from: '2026-13-01' }), '/layers/0/from bad_date'],
    [layered({ until: '2026-01-05' }), '/layers/0/until ends_before_start'],
    [layered({ from: '2026-03-02', until: '2026-03-02' }), '/layers/0/until ends_before_start'],
    [layered({ from: '2026-03-04', until: '2026-03-07' }), `${s} covers_nothing`],
    [
      layered({ restrictions: Array(restrictionsMax + 1).fill(night) }),
      '/layers/0/restrictions too_many',
    ],
  ])('%# is refused', (schedule, problem) => {
    const found = scheduleProblems(schedule).map(({ pointer, code }) => `${pointer} ${code}`);
    expect(found.length === 0 ? 'none' : found).toEqual(expect.arrayContaining([problem]));
    expect(new Set(found).size).toBe(1);
  });

  it('with too many layers is refused', () => {
    const layers = Array.from({ length: layersMax + 1 }, (_, k) => ({ ...layer, id: `l${k}` }));
    expect(scheduleProblems({ ...sound, layers })).toEqual([
      { pointer: '/layers', code: 'too_many' },
    ]);
  });

  it('is told every problem at once', () => {
    const bad = { ...turning({ members: [], handoverAt: 'noon' }), zone: 'x' };
    expect(scheduleProblems(bad).map(({ code }) => code)).toEqual([
      'unknown_zone',
      'too_few',
      'bad_time',
    ]);
  });

  it('may reach into its bounds with the end of a span that started before them', () => {
    const monday = { from: '2026-03-03', until: '2026-03-04' };
    expect(scheduleProblems(layered(monday))).toEqual([]);
  });
});

describe('an override or absence', () => {
  const span = { id: 'x', person: 'a', from: 0, until: dayMs };
  test.each([
    ['sound', overrideProblems(span, 0), []],
    ['without end', overrideProblems({ ...span, until: 0 }, 0), ['/until ends_before_start']],
    [
      'too long',
      overrideProblems({ ...span, until: overrideDaysMax * dayMs + 1 }, 0),
      ['/until too_long'],
    ],
    ['one too many', overrideProblems(span, overridesMax), [' too_many']],
    [
      'replacing themself',
      overrideProblems({ ...span, replaces: 'a' }, 0),
      ['/replaces same_person'],
    ],
    ['their own deputy', absenceProblems({ ...span, deputy: 'a' }), ['/deputy same_person']],
    ['of nobody', absenceProblems({ ...span, person: '' }), ['/person required']],
    ['without a number', absenceProblems({ ...span, from: NaN }), ['/from out_of_range']],
  ])('%s is judged', (_, problems, expected) => {
    expect(problems.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected);
  });
});
