import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { run } from '../../../cli/run.js';
import { openApi, type OpenApi } from '../directory/open-api.js';
import { adminKey } from '../../records/directory/open-directory.js';

let api: OpenApi;
let server: Server;
let folder: string;

beforeAll(async () => {
  api = await openApi();
  folder = await mkdtemp(join(tmpdir(), 'baton-commitment-cli-'));
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
  const code = await run(words, {
    config: {
      url: `http://127.0.0.1:${port}`,
      key: adminKey,
      dataDir: folder,
      profilesFile: join(folder, 'config.json'),
      language: 'en',
    },
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    coloured: false,
    input: () => Promise.resolve(''),
    now: () => Date.now(),
    signal: new AbortController().signal,
    zone: 'Asia/Shanghai',
  });
  return { code, ...printed };
}

it('looks a promise up with its document and clause, and what is only expected apart', async () => {
  const { code, out } = await baton(
    ...['lookup', 'commitment', '--service', 'IB-0002', '--metric', 'restore'],
  );
  expect(code).toBe(0);
  expect(out).toContain('Suzhou shop ADSL (IB-0002)');
  expect(out).toContain('Promised: time to restore 4 h');
  expect(out).toContain('document: HT-2025-017.pdf');
  expect(out).toContain('clause: 5.2');
  expect(out).toContain('(no promise)');
});

it('says in the language asked for that nothing is recorded', async () => {
  const words = ['lookup', 'commitment', '--service', 'IB-0002', '--metric', 'jitter'];
  expect((await baton(...words)).out).toContain('No confirmed commitment is recorded (jitter)');
  expect((await baton('--lang', 'zh', ...words)).out).toContain('没有记录已确认的承诺（抖动）');
});

it('tells the gap of 40.8 h step by step, and lists it', async () => {
  const { code, out, err } = await baton('gap', 'check', '--service', 'IB-0002');
  expect([code, err]).toEqual([
    0,
    expect.stringMatching(/^Checked 1 services: \d gaps, 0 gone\.\n$/),
  ]);
  expect(out).toContain('Suzhou shop ADSL (IB-0002) · restore · target: 40.8 h');
  expect(out).toContain('10 h shut + 14 h worked + 10 h shut + 10 h worked = 44 h');
  expect(out).toContain('Gap: 44 − 3.2 = 40.8 h');
  const listed = await baton('gap', 'list', '--service', 'svc_adsl_suzhou');
  expect(listed.out).toMatch(/target +restore +40\.8 h/);
  expect((await baton('gap', 'list', '--status', 'accepted')).err).toBe('No gaps.\n');
});

it('refuses a metric that does not exist', async () => {
  const words = ['lookup', 'commitment', '--service', 'x', '--metric', 'luck'];
  expect((await baton(...words)).code).toBe(2);
});
