import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';

let world: TestWorld;
let server: ApiServer | undefined;
beforeEach(() => {
  world = testWorld();
});
afterEach(async () => {
  world.remove();
  await server?.close();
  server = undefined;
});

const fault = {
  ...{ id: 'hfl_1', number: 'HF-7', title: 'line drops at night', basis: 'bounced' },
  ...{ holder: { person: 'per_li', name: 'Li' }, steps: 2, missed: 1 },
  stepDueAt: '2026-03-02T02:00:00.000Z',
};

const serve = async (answer: object): Promise<void> => {
  server = await apiServer((_request, response) => json(response, 200, answer));
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
};

const reason = 'no cause';

describe('baton hard-fault', () => {
  test.each([
    [
      [
        'open',
        '1042',
        '--lead',
        'per_li',
        '--reason',
        reason,
        '--supplier',
        'a',
        '--supplier',
        'b',
      ],
      '',
      { incident: 'INC-1042', lead: 'per_li', reason, suppliers: ['a', 'b'] },
    ],
    [['step', 'HF-7', '--text', 't', '--next', 'n'], '/HF-7/step', { text: 't', next: 'n' }],
    [
      ['exit', 'HF-7', '--problem', 'PRB-1', '--none', reason],
      '/HF-7/exit',
      { problem: 'PRB-1', none: reason },
    ],
  ])('sends %j', async (args, path, body) => {
    await serve(fault);
    expect(await run(['hard-fault', ...args], world)).toBe(0);
    expect(server?.received[0]).toMatchObject({
      method: 'POST',
      path: `/api/v1/hard-faults${path}`,
      body,
    });
    expect(world.printed()).toContain('HF-7');
  });

  it('lists those under way with who holds them', async () => {
    await serve({ items: [fault], nextCursor: null });
    expect(await run(['hard-fault', 'list', '--lang', 'en'], world)).toBe(0);
    expect(server?.received[0]?.path).toContain('open=true');
    expect(world.printed()).toMatch(/HF-7 +line drops at night +Li +2 +1 /);
  });
});
