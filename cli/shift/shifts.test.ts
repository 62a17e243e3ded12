import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';

const at = '2026-03-01T02:00:00Z';
const shift = {
  ...{ id: 'shf_1', number: 'SH-1001', version: 3, title: 'NOC: Out → In', stage: 'signing' },
  schedule: { id: 'sch_noc', name: 'NOC' },
  outgoing: { id: 'per_out', name: 'Out' },
  incoming: { id: 'per_in', name: 'In' },
  ...{ at, round: 1, startedAt: at, holder: { person: 'per_out', since: at } },
  counts: { unsigned: 70, asked: 1, signed: 5, settled: 0, more: 0 },
  clocks: [{ obligation: 'sign', startAt: at, dueAt: '2026-03-01T02:15:00Z' }],
};
const item = (n: number, state: string) => ({
  ...{ id: `inc_${n}`, number: `INC-${n}`, title: `line ${n}`, stage: 'responding', state, at },
  ...(state === 'signed' ? {} : { waitsFor: 'per_in' }),
  talk: [],
});
const items = [
  item(1, 'signed'),
  ...Array.from({ length: 70 }, (_, k) => item(k + 2, k === 0 ? 'asked' : 'unsigned')),
];
const work = {
  ...{ why: 'sign', asked: 'Sign it', id: 'shf_1', process: 'shift', number: 'SH-1001' },
  ...{ title: shift.title, stage: 'signing', since: at, link: 'http://baton.test/i/SH-1001' },
  item: { id: 'inc_2', number: 'INC-2', title: 'line 2' },
};

let world: TestWorld;
let server: ApiServer;

beforeEach(async () => {
  world = testWorld();
  server = await apiServer(({ path, method }, response) => {
    if (path.includes('/items')) return json(response, 200, { items, nextCursor: null });
    if (path.includes('/me/work')) return json(response, 200, { items: [work], nextCursor: null });
    const list = method === 'GET' && !path.includes('SH-1001');
    json(response, 200, list ? { items: [shift], nextCursor: null } : shift);
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
    .map(({ path, body }) => ({ path: path.replace('/api/v1/shift-handovers', ''), body }));

describe('baton shift', () => {
  test.each([
    [['sign', '1001', 'INC-2', 'inc_3'], '/SH-1001/sign', { items: ['INC-2', 'inc_3'] }],
    [['ask', 'SH-1001', 'INC-2', 'why?'], '/SH-1001/ask', { item: 'INC-2', text: 'why?' }],
    [['answer', '1001', 'INC-2', 'so'], '/SH-1001/answer', { item: 'INC-2', text: 'so' }],
    [['cancel', '1001', '--reason', 'r'], '/SH-1001/cancel', { reason: 'r' }],
    [
      ['start', '--schedule', 'sch_noc', '--to', 'per_li'],
      '',
      { schedule: 'sch_noc', to: 'per_li' },
    ],
  ])('%j sends its body', async (args, path, body) => {
    expect(await baton('shift', ...args)).toBe(0);
    expect(posted()).toEqual([{ path, body }]);
  });

  it('signs all that is unsigned, as many calls as the limit of one takes', async () => {
    expect(await baton('shift', 'sign', '1001', '--all')).toBe(0);
    const sent = posted().map(({ body }) => (body as { items: string[] }).items);
    expect(sent.map(({ length }) => length)).toEqual([50, 20]);
    expect(sent.flat()).not.toContain('inc_1');
  });

  it('shows what waits first, then the rest', async () => {
    expect(await baton('shift', 'show', '1001')).toBe(0);
    const shown = world.printed();
    expect(shown).toMatch(/SH-1001.*being signed.*Out → In.*70\/1\/5\/0/);
    expect(shown.indexOf('INC-3')).toBeLessThan(shown.indexOf('line 1 '));
    expect(shown).toContain('asked back');
  });

  it('lists hand-overs, and says so when there are none', async () => {
    expect(await baton('shift', 'list', '--open')).toBe(0);
    expect(world.printed()).toContain('SH-1001');
    expect(server.received[0]?.path).toContain('open=true');
  });
});

describe('baton work', () => {
  it('shows each with what is asked, under the number of the item within the subject', async () => {
    expect(await baton('work')).toBe(0);
    expect(world.printed()).toMatch(/SH-1001\/INC-2.*Sign it.*line 2/);
  });
});
