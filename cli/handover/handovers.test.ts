import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';

const at = '2026-03-01T02:00:00Z';
const one = {
  ...{ id: 'hov_1', number: 'HO-17', version: 3, title: 'line', stage: 'disclosure' },
  ...{ holder: { person: 'per_wu', name: 'Wu', since: at }, goLiveAt: at, percent: 40 },
  ...{ clocks: [{ obligation: 'stage', startAt: at, dueAt: at }], sections: [], blockingMore: 3 },
  blocking: [{ kind: 'item', key: 'B1', state: 'm' }],
  acceptance: { sheet: 'hash-of-the-sheet', signatures: [] },
};
const item = {
  ...{ key: 'A2', section: 'A', name: { zh: '语言', en: 'Language' }, critical: false, loops: 0 },
  ...{ state: 'verified', provider: { id: 'per_wu', name: 'Wu' } },
};
const refused = { key: 'C9', status: 404, code: 'unknown_item', detail: 'C9 is not an item.' };

let world: TestWorld;
let server: ApiServer;

beforeEach(async () => {
  world = testWorld();
  server = await apiServer(({ path, method }, response) => {
    const bulk = { handover: one, results: [{ key: 'A2', status: 200, item }, refused] };
    if (path.includes('/bulk/')) return json(response, 200, bulk);
    if (method === 'POST' && path.includes('/items/')) {
      return json(response, 200, { handover: one, items: [item] });
    }
    if (method === 'POST' || path.includes('HO-17?') || path.endsWith('HO-17')) {
      return json(response, 200, one);
    }
    const items = path.includes('/items') ? [item] : [one];
    return json(response, 200, { items, nextCursor: null });
  });
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
});

afterEach(async () => {
  world.remove();
  await server.close();
});

const baton = (...args: string[]) => run(['--lang', 'en', 'handover', ...args], world);
const posted = () =>
  server.received
    .filter(({ method }) => method === 'POST')
    .map(({ path, body }) => ({ path: path.replace('/api/v1/handovers', ''), body }));

describe('baton handover', () => {
  test.each([
    [['advance', '17'], '/HO-17/advance', {}],
    [['submit', '17', 'A2', '--text', 'zh'], '/HO-17/items/A2/submit', { text: 'zh' }],
    [['cancel', 'HO-17', '--reason', 'sold'], '/HO-17/cancel', { reason: 'sold' }],
    [
      ['sign', '17', '--as', 'ops', '--decision', 'accept'],
      '/HO-17/sign',
      { party: 'ops', decision: 'accept', sheet: 'hash-of-the-sheet' },
    ],
    [
      ['start', 'LL-1', '--kind', 'retail', '--ops-owner', 'per_wang', '--rooms', 'a', 'b'],
      '',
      { service: 'LL-1', profile: 'retail', rooms: ['a', 'b'], ops: { owner: 'per_wang' } },
    ],
  ])('%j posts what the API wants', async (args, path, body) => {
    expect(await baton(...args)).toBe(0);
    expect(posted()).toEqual([{ path, body }]);
  });

  it('several items have a result each, and a refused one makes the exit code', async () => {
    expect(await baton('verify', '17', 'A2', 'C9')).toBe(4);
    expect(posted()).toEqual([{ path: '/HO-17/items/bulk/verify', body: { keys: ['A2', 'C9'] } }]);
    expect(world.printed()).toContain('A2');
    expect(world.told()).toContain('C9 is not an item.');
  });

  it('the board is asked for by the filters of the API and says what blocks', async () => {
    await baton(
      'list',
      '--open',
      '--stage',
      'trial',
      '--blocking',
      'F4',
      '--go-live-before',
      '30d',
    );
    const [{ path = '' } = {}] = server.received;
    const query = new URL(`http://x${path}`).searchParams;
    expect([query.get('open'), query.get('stage'), query.get('blocking')]).toEqual([
      ...['true', 'trial', 'F4'],
    ]);
    expect(query.get('goLiveBefore')).toMatch(/Z$/);
    expect(world.printed()).toContain('B1 +3');
  });
});
