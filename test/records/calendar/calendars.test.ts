import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { verifyAudit } from '../../../records/audit/audit.js';
import { calendars } from '../../../records/calendar/calendars.js';
import { chinaExceptions, chinaYears } from '../../../records/calendar/china.js';
import { importCalendar } from '../../../records/calendar/import.js';
import { openDirectory, refused, type OpenDirectory } from '../directory/open-directory.js';

let directory: OpenDirectory;
beforeAll(async () => {
  directory = await openDirectory('none');
});
afterAll(() => directory.close());

const id = 'cal_china_office';

it('knows China by whole years, with make-up workdays on weekends only', () => {
  expect(chinaYears).toContain(2026);
  expect(chinaYears.at(-1)).toBeLessThan(2100);
  const worked = chinaExceptions([2026]).filter(({ kind }) => kind === 'makeup_workday');
  expect(worked.map(({ date }) => date)).toEqual([
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ]);
  for (const { date } of worked) expect([0, 6]).toContain(new Date(date).getUTCDay());
});

it('stores exceptions in the order of dates, whatever order they came in', async () => {
  const exceptions = ['2026-03-02', '2025-03-02', '2026-01-02'].map((date) => ({
    ...{ date, kind: 'holiday' as const, intervals: [] },
  }));
  const weekly = [{ day: 1, intervals: [{ from: '09:00', to: '10:00' }] }];
  const draft = { name: { zh: 'a', en: 'a' }, zone: 'UTC', weekly, exceptions };
  const made = await calendars.create(directory.access, draft);
  expect(made.exceptions.map(({ date }) => date)).toEqual([
    '2025-03-02',
    '2026-01-02',
    '2026-03-02',
  ]);
});

it('leaves a trail that holds for an import, and none where nothing changed', async () => {
  const { access, database } = directory;
  const lines = () => database.prisma.audit.count({ where: { subject: id } });
  const before = await lines();
  const of = { id, version: undefined };
  await importCalendar(access, of, { source: 'chinese-days', years: [2026] });
  expect(await lines()).toBe(before);
  await importCalendar(access, of, { source: 'chinese-days', years: [2024] });
  expect(await lines()).toBe(before + 1);
  expect(await verifyAudit(database.prisma, id)).toMatchObject({ ok: true });
});

it('two imports at once are both kept', async () => {
  const { access } = directory;
  const of = { id, version: undefined };
  await Promise.all(
    [2022, 2023].map((year) =>
      importCalendar(access, of, { source: 'chinese-days', years: [year] }),
    ),
  );
  const { coveredYears } = await calendars.get(access, id, {});
  expect(coveredYears).toEqual(expect.arrayContaining([2022, 2023]));
});

it('refuses a whole import whose second year is unknown', async () => {
  const of = { id, version: undefined };
  const body = { source: 'chinese-days' as const, years: [2021, 2199] };
  expect(await refused(importCalendar(directory.access, of, body))).toEqual([
    'rule_violation',
    '/years',
  ]);
});
