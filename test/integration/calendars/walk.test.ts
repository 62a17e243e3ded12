import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, openCalendars, present, refusalIn, type OpenCalendars } from './open-calendars.js';

let api: OpenCalendars;
beforeAll(async () => {
  api = await openCalendars();
});
afterAll(() => api.close());

const china = '/cal_china_office';
const walk = (id: string, start: string, target: string, lang = 'en') =>
  api.admin.get(at(`${id}/walk`)).query({ start, target, lang });
const shanghai = (text: string): string => new Date(`${text}+08:00`).toISOString();
const texts = (body: { steps: { text: string }[] }): string[] =>
  body.steps.map((step) => step.text);

describe('a due time on the China calendar', () => {
  it.each([
    ['over a make-up Saturday', '2026-02-13T17:00', 'PT2H', '2026-02-14T10:00'],
    [
      'over the make-up Saturday after National Day',
      '2026-10-09T17:30',
      'PT1H',
      '2026-10-10T09:30',
    ],
    ['over an ordinary weekend', '2026-03-06T17:30', 'PT1H', '2026-03-09T09:30'],
    ['over the whole of National Day', '2026-09-30T17:40', 'PT1H', '2026-10-08T09:40'],
    ['at the end of the hours', '2026-03-06T13:30', 'PT4H30M', '2026-03-06T18:00'],
    ['in working days over both', '2026-09-30T10:00', 'P3D', '2026-10-10T18:00'],
    ['in working days from a weekend', '2026-03-07T10:00', '3wd', '2026-03-11T18:00'],
  ])('%s', async (_what, start, target, due) => {
    const { status, body } = await walk(china, shanghai(start), target);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body).toMatchObject({ dueAt: shanghai(due), provisional: false, target });
  });

  it('is explained step by step in both languages', async () => {
    const start = shanghai('2026-09-30T17:40');
    const { body } = await walk(china, start, 'PT1H');
    expect(texts(body)).toEqual([
      'started 2026-09-30 Wed 17:40',
      '20 min from 2026-09-30 Wed 17:40 until 2026-09-30 Wed 18:00',
      'closed from 2026-09-30 Wed 18:00 until 2026-10-08 Thu 09:00, not counted',
      'holiday 2026-10-01 Thu to 2026-10-07 Wed (National Day)',
      '40 min from 2026-10-08 Thu 09:00 until 2026-10-08 Thu 09:40',
      'due 2026-10-08 Thu 09:40',
    ]);
    const zh = (await walk(china, start, 'PT1H', 'zh')).body;
    expect(texts(zh)).toContain('2026-10-01 周四 至 2026-10-07 周三 放假（国庆节）');
    const saturday = (await walk(china, shanghai('2026-10-09T17:30'), 'PT1H', 'zh')).body;
    expect(texts(saturday)).toContain('2026-10-10 周六 补班（国庆节），照常计时');
  });

  it('has its thresholds on working time', async () => {
    const { body } = await walk(china, shanghai('2026-09-30T17:30'), 'PT2H');
    expect(body.thresholds).toEqual([
      { percent: 50, at: shanghai('2026-10-08T09:30') },
      { percent: 75, at: shanghai('2026-10-08T10:00') },
      { percent: 90, at: shanghai('2026-10-08T10:18') },
      { percent: 100, at: shanghai('2026-10-08T10:30') },
    ]);
  });

  it('beyond 2026 follows the weekly pattern and says that it is provisional', async () => {
    const { body } = await walk(china, shanghai('2026-12-31T17:00'), 'PT2H');
    expect(body).toMatchObject({ dueAt: shanghai('2027-01-01T10:00'), provisional: true });
    expect(texts(body)).toContain(
      'from 2027-01-01 Fri 00:00 on the year is not loaded: the weekly pattern is taken, ' +
        'the due time provisional',
    );
    const days = await walk(china, shanghai('2026-12-30T17:00'), 'P2D');
    expect(days.body).toMatchObject({ dueAt: shanghai('2027-01-01T18:00'), provisional: true });
    const inside = await walk(china, shanghai('2026-12-31T17:00'), 'PT1H');
    expect(inside.body).toMatchObject({ provisional: false });
  });
});

describe('other calendars', () => {
  it('24×7 counts every minute and is never provisional', async () => {
    const { body } = await walk('/cal_24x7', '2031-10-01T00:00:00Z', 'PT72H');
    expect(body).toMatchObject({ dueAt: '2031-10-04T00:00:00.000Z', provisional: false });
  });

  it('a supplier that only accepts reports at night starts at 08:00', async () => {
    const { body } = await walk('/cal_supplier_adsl', shanghai('2026-11-01T23:10'), 'PT4H');
    expect(body.dueAt).toBe(shanghai('2026-11-02T12:00'));
    expect(texts(body)).toContain(
      'reports only accepted from 2026-11-01 Sun 23:10 until 2026-11-02 Mon 08:00, not counted',
    );
  });
});

describe('days', () => {
  it('name what is different, with hours as instants', async () => {
    const { body } = await api.admin.get(at(`${china}/days?from=2026-10-07&to=2026-10-10`));
    const days = body.items as { date: string; kind: string; working: boolean }[];
    expect(days.map(({ date, kind, working }) => [date, kind, working])).toEqual([
      ['2026-10-07', 'holiday', false],
      ['2026-10-08', 'weekly', true],
      ['2026-10-09', 'weekly', true],
      ['2026-10-10', 'makeup_workday', true],
    ]);
    expect(body.items[3].intervals[0]).toEqual({
      from: shanghai('2026-10-10T09:00'),
      until: shanghai('2026-10-10T12:00'),
    });
  });

  it('of a year that is not loaded are provisional', async () => {
    const { body } = await api.admin.get(at(`${china}/days?from=2026-12-31&to=2027-01-01`));
    const provisional = (body.items as { provisional: boolean }[]).map((day) => day.provisional);
    expect(provisional).toEqual([false, true]);
  });
});

describe('coverage', () => {
  it('says per year what is loaded, and warns when little is left', async () => {
    const { body } = await api.admin.get(at(`${china}/coverage`));
    const end = shanghai('2027-01-01T00:00');
    const daysLeft = Math.floor((Date.parse(end) - present) / 86_400_000);
    expect(body).toMatchObject({ coveredUntil: end, daysLeft, warning: true, warnBelowDays: 60 });
    expect(body.years.slice(1)).toEqual([
      {
        ...{ year: 2026, covered: true, provisional: false },
        holidays: 33,
        makeupWorkdays: 6,
        specials: 0,
      },
      {
        ...{ year: 2027, covered: false, provisional: true },
        holidays: 0,
        makeupWorkdays: 0,
        specials: 0,
      },
    ]);
    const always = await api.admin.get(at('/cal_24x7/coverage'));
    expect(always.body).toMatchObject({ coveredYears: null, daysLeft: null, warning: false });
  });
});

describe('what cannot be answered', () => {
  const start = '2026-10-01T00:00:00Z';
  it.each([
    ['no target', `walk?start=${start}`, 400],
    ['no start', 'walk?target=PT4H', 400],
    ['a local start', 'walk?start=2026-10-01T00:00:00&target=PT4H', 400],
    ['days and hours together', `walk?start=${start}&target=P1DT4H`, 400],
    ['weeks', `walk?start=${start}&target=P1W`, 400],
    ['nothing', `walk?start=${start}&target=PT0S`, 400],
    ['a year of work and more', `walk?start=${start}&target=PT99999H`, 400],
    ['more than the calendar can give', `walk?start=${start}&target=PT8700H`, 422],
    ['a language we do not speak', `walk?start=${start}&target=PT1H&lang=fr`, 400],
    ['a date that does not exist', 'days?from=2026-02-30&to=2026-03-01', 400],
    ['days backwards', 'days?from=2026-03-02&to=2026-03-01', 422],
    ['too many days', 'days?from=2026-01-01&to=2027-06-01', 422],
    ['an unknown parameter', `coverage?x=1`, 400],
  ])('%s is refused', async (_what, path, status) => {
    const refused = await api.admin.get(at(`${china}/${path}`));
    expect([refused.status, typeof refused.body.code]).toEqual([status, 'string']);
  });

  it('a calendar that does not exist is not found', async () => {
    for (const path of [
      '',
      '/coverage',
      `/walk?start=${start}&target=PT1H`,
      '/days?from=2026-01-01&to=2026-01-02',
    ]) {
      expect(refusalIn(await api.admin.get(at(`/cal_none${path}`)))).toEqual([404, 'not_found']);
    }
  });
});
