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

const shown = {
  ...{ id: 'ask_1', number: 'ASK-7', title: 'a mentor', stage: 'committed' },
  ...{ holder: { person: 'per_li', name: 'Li' }, committedTo: '2026-03-02T02:00:00.000Z' },
};

const serve = async (answer: object): Promise<void> => {
  server = await apiServer((_request, response) => json(response, 200, answer));
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
};

const date = '2026-03-02T02:00:00Z';

describe('baton ask, meeting and action', () => {
  test.each([
    [
      [
        ...['ask', 'raise', '--to', 'per_li', '--what', 'w', '--needed-by', date],
        ...['--effect-of-delay', 'e'],
      ],
      'asks',
      { to: 'per_li', what: 'w', neededBy: date, effectOfDelay: 'e' },
    ],
    [['ask', 'commit', 'ASK-7', '--date', date], 'asks/ASK-7/commit', { date }],
    [['ask', 'confirm', 'ASK-7'], 'asks/ASK-7/confirm', {}],
    [
      [
        ...['meeting', 'set', '--title', 't', '--parties', 'dep_a=per_li', '--parties', 'dep_b'],
        ...['--every-days', '182', '--review'],
      ],
      'meetings',
      {
        ...{ title: 't', everyDays: 182, kind: 'operations_review' },
        parties: [{ department: 'dep_a', person: 'per_li' }, { department: 'dep_b' }],
      },
    ],
    [
      ['meeting', 'held', 'MT-7', '--minutes', 'm', '--actions', `per_li,${date},write, then send`],
      'meetings/MT-7/held',
      { minutes: 'm', actions: [{ owner: 'per_li', due: date, title: 'write, then send' }] },
    ],
    [
      ['action', 'done', 'AC-7', '--evidence', 'e', '--links', 'https://a', '--links', 'https://b'],
      'actions/AC-7/done',
      { evidence: 'e', links: ['https://a', 'https://b'] },
    ],
  ])('sends %j', async (args, path, body) => {
    await serve(shown);
    expect(await run(args, world)).toBe(0);
    const [received] = server?.received ?? [];
    expect(received).toMatchObject({ method: 'POST', path: `/api/v1/${path}`, body });
    expect(world.printed()).toContain('ASK-7');
    expect(world.printed()).toContain('Li');
  });

  it('lists those under way that wait for me, with the date', async () => {
    await serve({ items: [shown], nextCursor: null });
    expect(await run(['ask', 'list', '--mine', '--lang', 'en'], world)).toBe(0);
    expect(server?.received[0]?.path).toContain('open=true&holder=me');
    expect(world.printed()).toMatch(/ASK-7 +a mentor +committed +Li +/);
  });
});
