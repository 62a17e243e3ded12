import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addPerson, as } from '../api/running-api.js';
import { at, openCalendars, refusalIn, type OpenCalendars } from './open-calendars.js';

let api: OpenCalendars;
beforeAll(async () => {
  api = await openCalendars();
});
afterAll(() => api.close());

const name = { zh: '试', en: 'try' };
const weekly = [{ day: 1, intervals: [{ from: '22:00', to: '06:00' }] }];
const draft = { name, zone: 'Europe/London', weekly };

describe('an installation', () => {
  it('begins with three calendars, China loaded for 2025 and 2026', async () => {
    const { body } = await api.admin.get(at('?count=true'));
    expect(body.total).toBe(3);
    const ids = (body.items as { id: string; coveredYears: number[] | null }[]).map((item) => [
      item.id,
      item.coveredYears,
    ]);
    expect(ids).toEqual([
      ['cal_24x7', null],
      ['cal_china_office', [2025, 2026]],
      ['cal_supplier_adsl', null],
    ]);
  });

  it('measures in days how long each calendar that is loaded by year still reaches', async () => {
    const { text } = await as(api.app, api.adminKey).get('/metrics');
    expect(text).toMatch(/^baton_calendar_covered_days\{calendar="cal_china_office"\} \d+$/m);
    expect(text).not.toContain('calendar="cal_24x7"');
  });
});

describe('a calendar', () => {
  it('is created, read, edited by version and deleted, each with its audit line', async () => {
    const made = await api.admin.post(at('')).send(draft);
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    const { id } = made.body as { id: string };
    expect(made.body).toMatchObject({
      ...{ closedMode: 'closed', coveredYears: [], exceptions: [], version: 1 },
    });
    const edit = { closedMode: 'accept_only', coveredYears: [2027, 2026] };
    const without = await api.admin.patch(at(`/${id}`)).send(edit);
    expect(refusalIn(without)).toEqual([428, 'version_required']);
    const changed = await api.admin
      .patch(at(`/${id}`))
      .set('If-Match', '"1"')
      .send(edit);
    expect(changed.body).toMatchObject({
      version: 2,
      coveredYears: [2026, 2027],
      zone: draft.zone,
    });
    expect(changed.headers['etag']).toBe('"2"');
    const stale = await api.admin
      .patch(at(`/${id}`))
      .set('If-Match', '"1"')
      .send(edit);
    expect(refusalIn(stale)).toEqual([412, 'stale_version']);
    expect((await api.admin.delete(at(`/${id}`))).status).toBe(204);
    expect((await api.admin.get(at(`/${id}`))).status).toBe(404);
    const { prisma } = api.database;
    const lines = await prisma.audit.findMany({ where: { subject: id }, orderBy: { seq: 'asc' } });
    expect(lines.map(({ action }) => action)).toEqual([
      'calendar.create',
      'calendar.update',
      'calendar.delete',
    ]);
  });

  it('is replaced by its external reference', async () => {
    const body = { ...draft, externalRef: { source: 'hr', id: 'london' } };
    expect((await api.admin.put(at('')).send(body)).status).toBe(201);
    const again = await api.admin.put(at('')).send({ ...body, zone: 'Asia/Kolkata' });
    expect([again.status, again.body.zone, again.body.version]).toEqual([200, 'Asia/Kolkata', 2]);
  });

  const exception = { date: '2026-10-01', kind: 'holiday' };
  const hours = [{ from: '09:00', to: '10:00' }];
  it.each<[string, object, string]>([
    ['an unknown zone', { zone: 'Mars/Olympus' }, '/zone'],
    ['no hours at all', { weekly: [] }, '/weekly'],
    ['a weekday twice', { weekly: [weekly[0], weekly[0]] }, '/weekly/1/day'],
    ['an eighth weekday', { weekly: [{ ...weekly[0], day: 8 }] }, '/weekly/0/day'],
    [
      'a time that is none',
      { weekly: [{ day: 1, intervals: [{ from: '9', to: '25:00' }] }] },
      '/weekly/0/intervals/0/from',
    ],
    [
      'intervals that overlap',
      { weekly: [{ day: 1, intervals: [...hours, { from: '09:30', to: '11:00' }] }] },
      '/weekly/0/intervals/1',
    ],
    [
      'a date that does not exist',
      { exceptions: [{ ...exception, date: '2026-02-30' }] },
      '/exceptions/0/date',
    ],
    ['a date twice', { exceptions: [exception, exception] }, '/exceptions/1/date'],
    [
      'a holiday with hours',
      { exceptions: [{ ...exception, intervals: hours }] },
      '/exceptions/0/intervals',
    ],
    [
      'a special day without hours',
      { exceptions: [{ ...exception, kind: 'special' }] },
      '/exceptions/0/intervals',
    ],
    ['an unknown kind', { exceptions: [{ ...exception, kind: '调休' }] }, '/exceptions/0/kind'],
    ['a year out of range', { coveredYears: [12] }, '/coveredYears/0'],
    ['an unknown mode', { closedMode: 'asleep' }, '/closedMode'],
  ])('is refused with %s, by its place', async (_what, wrong, pointer) => {
    const refused = await api.admin.post(at('')).send({ ...draft, ...wrong });
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_field']);
    expect(refusalIn(refused)).toContain(pointer);
  });
});

describe('permissions', () => {
  const body = { source: 'chinese-days', years: [2026] };

  it('let whoever runs or reviews work read calendars, and only leads write them', async () => {
    for (const [role, reads, writes] of [
      ['viewer', 200, 403],
      ['hr', 200, 403],
      ['engineer', 200, 403],
      ['ops_lead', 200, 200],
      ['customer_contact', 403, 403],
    ] as const) {
      const caller = as(api.app, (await addPerson(api.database, `c_${role}`, { role })).key);
      const read = await caller.get(
        at('/cal_china_office/walk?start=2026-09-30T09:40:00Z&target=PT1H'),
      );
      const written = await caller.post(at('/cal_china_office/import')).send(body);
      expect([role, read.status, written.status]).toEqual([role, reads, writes]);
    }
  });

  it('of one department do not reach the calendars of the whole organisation', async () => {
    const { prisma } = api.database;
    await prisma.department.create({ data: { id: 'dep_x', name } });
    const lead = await addPerson(api.database, 'lead_x', {
      role: 'ops_lead',
      departmentId: 'dep_x',
    });
    const caller = as(api.app, lead.key);
    expect((await caller.get(at('/cal_china_office'))).status).toBe(200);
    expect(refusalIn(await caller.post(at('')).send(draft))).toEqual([403, 'forbidden']);
    const patch = caller.patch(at('/cal_china_office')).set('If-Match', '*');
    expect(refusalIn(await patch.send({ name }))).toEqual([403, 'forbidden']);
    expect(
      refusalIn(
        await caller
          .post(at('/cal_china_office/import'))
          .send({ source: 'csv', years: [2026], text: 'date,kind\n2026-05-20,holiday' }),
      ),
    ).toEqual([403, 'forbidden']);
  });

  it('need a key', async () => {
    const nobody = as(api.app, 'bt_wrong');
    expect((await nobody.get(at(''))).status).toBe(401);
  });
});
