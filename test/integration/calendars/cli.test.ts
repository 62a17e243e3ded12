import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { run } from '../../../cli/run.js';
import { at, openCalendars, present, type OpenCalendars } from './open-calendars.js';

let api: OpenCalendars;
let server: Server;
let folder: string;

beforeAll(async () => {
  api = await openCalendars();
  folder = await mkdtemp(join(tmpdir(), 'baton-calendar-cli-'));
  await new Promise<void>((listening) => {
    server = api.app.listen(0, '127.0.0.1', () => listening());
  });
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true, force: true });
  await api.close();
});

async function baton(...words: string[]) {
  const printed = { out: '', err: '' };
  const { port } = server.address() as AddressInfo;
  const code = await run(['calendar', ...words], {
    config: {
      url: `http://127.0.0.1:${port}`,
      key: api.adminKey,
      dataDir: folder,
      profilesFile: join(folder, 'config.json'),
      language: 'en',
    },
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    coloured: false,
    input: () => Promise.resolve('date,kind\n2027-01-01,holiday\n'),
    now: () => present,
    signal: new AbortController().signal,
    zone: 'Asia/Shanghai',
  });
  return { code, ...printed };
}

it('imports China again without a change, and refuses a year that is not known', async () => {
  const again = await baton('import', 'china', '--years', '2025-2026');
  expect([again.code, again.err]).toEqual([0, 'Loaded 2025, 2026 into cal_china_office.\n']);
  expect(again.out).toMatch(/^Nothing changed \(\d+ days are there\)\.\n$/);
  const unknown = await baton('import', 'china', '--years', '2027');
  expect(unknown.code).toBe(4);
  expect(unknown.err).toContain('2004–2026 and not 2027');
});

it('shows how far a calendar is loaded, with a warning', async () => {
  const { code, out } = await baton('show', 'cal_china_office');
  expect(code).toBe(0);
  expect(out).toContain('China office hours (cal_china_office)');
  expect(out).toContain('day 1: 09:00–12:00, 13:30–18:00');
  expect(out).toContain('39 days left (fewer than 60: load the next year)');
  expect(out).toMatch(/2026 +yes +33 +6 +0/);
  expect(out).toMatch(/2027 +no, due times are provisional/);
  expect((await baton('show', 'cal_none')).code).toBe(3);
});

it('imports a file only when every line is understood', async () => {
  const file = join(folder, 'year.csv');
  await writeFile(file, 'date,kind\n2027-13-01,holiday\n2027-01-01,holiday\n');
  const refused = await baton('import', 'csv', '--years', '2027', '--file', file);
  expect(refused.code).toBe(4);
  expect(refused.err).toContain('line 2 2027-13-01,holiday: bad_date');
  const dry = await baton('import', 'csv', '--years', '2027', '--file', '-', '--dry-run');
  expect([dry.code, dry.err]).toEqual([0, 'A dry run: nothing was written.\n']);
  const { body } = await api.admin.get(at('/cal_china_office'));
  expect(body.coveredYears).toEqual([2025, 2026]);
  const done = await baton('import', 'csv', '--years', '2027', '--file', '-', '-o', 'json');
  expect(JSON.parse(done.out)).toMatchObject({ applied: true, years: [2027] });
});

it.each([
  ['no source of ours', ['import', 'moon', '--years', '2026'], 'china, csv, ical'],
  ['no years', ['import', 'china'], '--years'],
  ['years backwards', ['import', 'china', '--years', '2026-2025'], 'write 2026 or 2025-2026'],
  ['no file', ['import', 'csv', '--years', '2026'], '--file'],
  [
    'a file that is not there',
    ['import', 'csv', '--years', '2026', '--file', '/nowhere'],
    'ENOENT',
  ],
])('says what is wrong with %s', async (_what, words, said) => {
  const { code, err } = await baton(...words);
  expect(code).toBe(2);
  expect(err).toContain(said);
});
