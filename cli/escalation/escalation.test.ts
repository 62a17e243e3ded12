import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';

const at = '2026-03-01T02:00:00Z';
const chain = {
  ...{ id: 'esc_1', number: 'ESC-17', version: 2, title: 'switch it back', stage: 'asked' },
  ...{ priority: 'P1', interruption: false, takeBaton: false, startedAt: at, clocks: [] },
  asker: { person: 'per_li' },
  holder: { person: 'per_li', name: 'Li', since: at },
  legs: [
    {
      ...{ n: 1, kind: 'supplier', id: 'sps_1', name: 'Carrier', openedAt: at, silences: 2 },
      late: true,
    },
  ],
  ...{ bounces: 0, silences: 2 },
  waitingFor: { what: 'accept', due: '2026-03-01T02:15:00Z', reached: 1, rungs: [] },
  supplier: { name: 'Carrier', next: { kind: 'phone', value: '400' }, contacts: [] },
};

let world: TestWorld;
let server: ApiServer;

beforeEach(async () => {
  world = testWorld();
  server = await apiServer(({ path, method }, response) => {
    const list = method === 'GET' && (path.includes('/timeline') || !path.includes('ESC-17'));
    json(response, 200, list ? { items: list ? [chain] : [], nextCursor: null } : chain);
  });
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
});

afterEach(async () => {
  world.remove();
  await server.close();
});

const baton = (...args: string[]) => run(['--lang', 'en', ...args], world);
const posted = () =>
  server.received
    .filter(({ method }) => method === 'POST')
    .map(({ path, body }) => ({ path: path.replace('/api/v1/escalations', ''), body }));

describe('baton escalation', () => {
  test.each([
    [['accept', '17'], 'accept', {}],
    [['reject', 'ESC-17', '--reason', 'no'], 'reject', { reason: 'no' }],
    [
      ['bounce', '17', '--to', 'dep_net', '--reason', 'r'],
      'bounce',
      { to: { kind: 'department', id: 'dep_net' }, reason: 'r' },
    ],
    [
      ['address', '17', '--to', 'person:li', '--reason', 'r'],
      'address',
      { to: { kind: 'person', id: 'li' }, reason: 'r' },
    ],
    [['update', '17', '--text', 'on it'], 'update', { text: 'on it' }],
    [['fulfil', '17', '--text', 'done'], 'fulfil', { text: 'done' }],
    [['reopen', '17', '--reason', 'r'], 'reopen', { reason: 'r' }],
    [['confirm', '17'], 'confirm', {}],
    [['withdraw', '17', '--reason', 'r'], 'withdraw', { reason: 'r' }],
    [
      ['contact', '17', '--channel', '400', '--result', 'answered', '--text', 't', '--ref', 'T1'],
      'contact',
      { channel: '400', result: 'answered', text: 't', ref: 'T1' },
    ],
  ])('%j sends its body', async (args, verb, body) => {
    expect(await baton('escalation', ...args)).toBe(0);
    expect(posted()).toEqual([{ path: `/ESC-17/${verb}`, body }]);
  });

  it('escalate asks about an incident, by its number', async () => {
    const given = ['--to', 'sps_line', '--ask', 'repair it', '--priority', 'P1', '--take-baton'];
    expect(await baton('escalate', '1042', ...given)).toBe(0);
    expect(posted()).toEqual([
      {
        path: '',
        body: {
          ...{ subject: 'INC-1042', to: { kind: 'supplier', id: 'sps_line' } },
          ...{ ask: 'repair it', priority: 'P1', takeBaton: true },
        },
      },
    ]);
  });

  it('refuses a party that says not what it is, before it asks', async () => {
    expect(await baton('escalate', '1042', '--to', 'infra', '--ask', 'x')).toBe(2);
    expect(posted()).toEqual([]);
  });

  it('names the next contact after a command about a supplier', async () => {
    expect(await baton('escalation', 'update', '17', '--text', 'x')).toBe(0);
    expect(world.printed()).toContain('Next contact: phone 400');
  });

  it('lists who is asked, who holds it and until when', async () => {
    expect(await baton('escalation', 'list', '--open')).toBe(0);
    expect(world.printed()).toMatch(/ESC-17.*asked.*P1.*Carrier.*Li.*switch it back/);
    expect(server.received[0]?.path).toContain('open=true');
  });
});
