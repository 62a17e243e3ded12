import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at, openCalendars, refusalIn, type OpenCalendars } from './open-calendars.js';

let api: OpenCalendars;
beforeAll(async () => {
  api = await openCalendars();
});
afterAll(() => api.close());

const china = '/cal_china_office';
const send = (body: object, id = china) => api.admin.post(at(`${id}/import`)).send(body);
const versionOf = async (id = china): Promise<number> =>
  (await api.admin.get(at(id))).body.version as number;

async function newCalendar(more: object = {}): Promise<string> {
  const weekly = [{ day: 1, intervals: [{ from: '09:00', to: '18:00' }] }];
  const body = { name: { en: 'new' }, zone: 'Asia/Shanghai', weekly, ...more };
  return `/${((await api.admin.post(at('')).send(body)).body as { id: string }).id}`;
}

describe('an import from chinese-days', () => {
  it('done again changes nothing, not even the version', async () => {
    const before = await versionOf();
    const { status, body } = await send({ source: 'chinese-days', years: [2025, 2026] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ applied: true, rejected: [] });
    expect(body.diff).toMatchObject({ added: [], changed: [], removed: [], kept: [] });
    expect(body.diff.unchanged).toBeGreaterThan(60);
    expect(await versionOf()).toBe(before);
  });

  it('of a year that it does not hold is refused in a sentence, and nothing is written', async () => {
    const before = await versionOf();
    const refused = await send({ source: 'chinese-days', years: [2026, 2027] });
    expect(refusalIn(refused)).toEqual([422, 'rule_violation', '/years']);
    expect(refused.body.errors[0].detail).toContain('2004–2026 and not 2027');
    expect(await versionOf()).toBe(before);
  });

  it('shows what it adds, changes and removes, and keeps special days set here', async () => {
    const named = { zh: '国庆节', en: 'National Day' };
    const id = await newCalendar({
      exceptions: [
        { date: '2026-10-01', kind: 'makeup_workday', name: named },
        { date: '2026-10-02', kind: 'special', intervals: [{ from: '10:00', to: '11:00' }] },
        { date: '2026-06-01', kind: 'holiday' },
        { date: '2025-06-01', kind: 'holiday' },
      ],
    });
    const body = { source: 'chinese-days', years: [2026] };
    const dry = (await send({ ...body, dryRun: true }, id)).body;
    expect([dry.applied, dry.calendar.coveredYears]).toEqual([false, []]);
    const done = (await send(body, id)).body;
    expect(done.diff).toEqual(dry.diff);
    expect(done.diff.changed).toMatchObject([
      { before: { kind: 'makeup_workday' }, after: { date: '2026-10-01', kind: 'holiday' } },
    ]);
    expect(done.diff.removed).toMatchObject([{ date: '2026-06-01' }]);
    expect(done.diff.kept).toMatchObject([{ date: '2026-10-02', kind: 'special' }]);
    expect(done.diff.added).toHaveLength(33 + 6 - 2);
    expect(done.calendar).toMatchObject({ coveredYears: [2026], version: 2 });
    const days = (await api.admin.get(at(`${id}/days?from=2026-10-01&to=2026-10-02`))).body;
    const kinds = (days.items as { kind: string }[]).map(({ kind }) => kind);
    expect(kinds).toEqual(['holiday', 'special']);
  });

  it('holds the version that the caller has read', async () => {
    const stale = await api.admin
      .post(at(`${china}/import`))
      .set('If-Match', '"99"')
      .send({ source: 'chinese-days', years: [2026] });
    expect(refusalIn(stale)).toEqual([412, 'stale_version']);
  });

  it('into a calendar that needs no yearly data is refused', async () => {
    const refused = await send({ source: 'chinese-days', years: [2026] }, '/cal_24x7');
    expect(refusalIn(refused)).toEqual([422, 'rule_violation', '/years']);
  });
});

describe('an import from CSV', () => {
  const text = [
    'date,kind,intervals,name',
    '2027-01-01,holiday,,元旦',
    '2027-01-03,makeup_workday,,"New Year, in lieu"',
    '2027-12-31,special,09:00-12:00;14:00-16:00,early close',
    '',
  ].join('\r\n');

  it('loads a year, and due times in it are provisional no more', async () => {
    const id = await newCalendar();
    const start = '2027-01-04T01:00:00Z';
    const ask = () => api.admin.get(at(`${id}/walk`)).query({ start, target: 'PT1H' });
    expect((await ask()).body.provisional).toBe(true);
    const { body } = await send({ source: 'csv', years: [2027], text }, id);
    expect([body.applied, body.rejected, body.diff.added.length]).toEqual([true, [], 3]);
    expect(body.calendar.exceptions[1]).toMatchObject({
      name: { zh: 'New Year, in lieu', en: 'New Year, in lieu' },
    });
    expect((await ask()).body.provisional).toBe(false);
    const again = (await send({ source: 'csv', years: [2027], text }, id)).body;
    expect([again.diff.unchanged, again.calendar.version]).toEqual([3, 2]);
  });

  it('with lines that it cannot take lists each, and applies nothing', async () => {
    const id = await newCalendar();
    const bad = [
      text.trim(),
      '2027-02-30,holiday,,',
      '2027-03-01,调休,,',
      '2027-03-02,special,,',
      '2027-03-03,special,25:00-26:00,',
      '2028-01-01,holiday,,',
      '2027-01-01,holiday,,again',
      '2027-03-04,holiday,,"open',
    ].join('\n');
    const { status, body } = await send({ source: 'csv', years: [2027], text: bad }, id);
    expect([status, body.applied, body.calendar.coveredYears]).toEqual([200, false, []]);
    const why = (body.rejected as { line: number; why: string }[]).map((it) => [
      it.line,
      it.why.split(':')[0],
    ]);
    expect(why).toEqual([
      [5, 'bad_date'],
      [6, 'bad_kind'],
      [7, 'bad_hours'],
      [8, 'bad_hours'],
      [9, 'other_year'],
      [10, 'repeated'],
      [11, 'bad_quotes'],
    ]);
    expect(await versionOf(id)).toBe(1);
  });
});

describe('an import from iCal', () => {
  it('of the published China calendar gives the days that chinese-days has', async () => {
    const file = createRequire(import.meta.url).resolve('chinese-days/dist/years/2026.ics');
    const id = await newCalendar();
    const text = readFileSync(file, 'utf8');
    const { body } = await send({ source: 'ical', years: [2026], text }, id);
    expect([body.applied, body.rejected]).toEqual([true, []]);
    const dates = (items: { date: string; kind: string }[]) =>
      items
        .filter(({ date }) => date.startsWith('2026'))
        .map(({ date, kind }) => `${date} ${kind}`);
    const office = (await api.admin.get(at(china))).body;
    expect(dates(body.calendar.exceptions)).toEqual(dates(office.exceptions));
  });

  it('rejects what is no whole day', async () => {
    const id = await newCalendar();
    const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
    const text = [
      'BEGIN:VCALENDAR',
      ...event('DTSTART:20260501T080000Z', 'SUMMARY:meeting'),
      ...event('DTSTART;VALUE=DATE:20260502', 'RRULE:FREQ=YEARLY', 'SUMMARY:yearly'),
      ...event('DTSTART;VALUE=DATE:20260503', 'SUMMARY:fol', ' ded'),
      'END:VCALENDAR',
    ].join('\r\n');
    const { body } = await send({ source: 'ical', years: [2026], text, dryRun: true }, id);
    const why = (body.rejected as { why: string }[]).map((it) => it.why.split(':')[0]);
    expect(why).toEqual(['not_whole_days', 'recurring']);
    expect(body.diff.added).toMatchObject([{ date: '2026-05-03', name: { en: 'folded' } }]);
  });
});

describe('a body that is no import', () => {
  it.each<[string, object, string]>([
    ['an unknown source', { source: 'fax', years: [2026] }, '/source'],
    ['no years', { source: 'chinese-days', years: [] }, '/years'],
    ['a year as text', { source: 'chinese-days', years: ['2026'] }, '/years/0'],
    ['CSV without text', { source: 'csv', years: [2026] }, '/text'],
    ['text that is too long', { source: 'csv', years: [2026], text: 'x'.repeat(300_001) }, '/text'],
    ['a surprise', { source: 'chinese-days', years: [2026], force: true }, '/force'],
  ])('%s is refused by its place', async (_what, body, pointer) => {
    const refused = await send(body);
    expect([refused.status, refusalIn(refused).includes(pointer)]).toEqual([400, true]);
  });
});
