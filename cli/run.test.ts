import { afterEach, beforeEach, describe, expect, it, test } from '@jest/globals';
import { run } from './run.js';
import { apiServer, json, problem, type ApiServer } from './testing/api-server.js';
import { incidentAnswer } from './testing/incident.js';
import { testWorld, type TestWorld } from './testing/world.js';

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

/** An API that answers every command with an incident, or with a refusal where one is named. */
async function serve(status = 200, code = ''): Promise<void> {
  server = await apiServer((_request, response) =>
    status < 400 ? json(response, status, incidentAnswer()) : problem(response, status, code),
  );
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
}

const baton = (...args: string[]) => run(args, world);
const sent = () => server?.received.map(({ method, path, body }) => ({ method, path, body }));

describe('what a command sends', () => {
  test.each([
    [['ack', '1042'], 'INC-1042/acknowledge', {}],
    [
      ['ack', 'inc_1', '--until', '30m'],
      'inc_1/acknowledge',
      { until: '2026-03-01T02:30:00.000Z' },
    ],
    [['acknowledge', 'INC-1'], 'INC-1/acknowledge', {}],
    [['unack', '1'], 'INC-1/unacknowledge', {}],
    [['assign', '1', '--to', 'per_li'], 'INC-1/assign', { to: 'per_li' }],
    [['refuse', '1', '--reason', 'asleep'], 'INC-1/refuse', { reason: 'asleep' }],
    [['verify', '1', '--by', 'customer'], 'INC-1/verify', { by: 'customer' }],
    [['escalate', '1', '--reason', 'r', '--step', '2'], 'INC-1/escalate', { reason: 'r', step: 2 }],
    [['merge', '1', '--into', '2'], 'INC-1/merge', { into: 'INC-2' }],
    [['dismiss', '1', '--proof', 'test'], 'INC-1/dismiss', { proof: 'test' }],
    [
      ['restore', '1', '--how', 'reboot', '--at', '5m'],
      'INC-1/restore',
      { how: 'reboot', at: '2026-03-01T01:55:00.000Z' },
    ],
    [
      ['note', '1', 'it hums', '--at', '5m'],
      'INC-1/note',
      { text: 'it hums', occurredAt: '2026-03-01T01:55:00.000Z' },
    ],
  ])('incident %j', async (args, path, body) => {
    await serve();
    expect(await baton('incident', ...args)).toBe(0);
    expect(sent()).toEqual([{ method: 'POST', path: `/api/v1/incidents/${path}`, body }]);
  });

  it('gives several incidents in one call and exits with the first failure', async () => {
    server = await apiServer((_request, response) =>
      json(response, 200, {
        results: [
          { id: 'INC-1', status: 200, incident: incidentAnswer() },
          { id: 'inc_2', status: 404, error: { code: 'not_found', title: 't', detail: 'gone' } },
        ],
      }),
    );
    world.config = { ...world.config, url: server.url, key: 'bt_test' };
    expect(await baton('incident', 'ack', '1', 'inc_2')).toBe(3);
    expect(sent()).toEqual([
      {
        method: 'POST',
        path: '/api/v1/incidents/bulk/acknowledge',
        body: { ids: ['INC-1', 'inc_2'] },
      },
    ]);
    expect(world.told()).toContain('inc_2: gone (not_found)');
  });

  it('uses the filters of the API under their own names', async () => {
    server = await apiServer((_request, response) =>
      json(response, 200, { items: [], nextCursor: null }),
    );
    world.config = { ...world.config, url: server.url, key: 'bt_test' };
    await baton('incident', 'list', '--stage', 'detected', '--stage', 'responding', '--open');
    expect(server.received[0]?.path).toBe(
      '/api/v1/incidents?stage=detected&stage=responding&open=true&limit=25',
    );
  });
});

describe('what a command exits with', () => {
  test.each([
    [400, 'invalid_field', 2],
    [404, 'not_found', 3],
    [409, 'already_held', 4],
    [403, 'not_holder', 4],
    [422, 'rule_violation', 4],
    [401, 'unauthenticated', 5],
    [503, 'unavailable', 6],
    [500, 'internal', 1],
  ])('an answer of %i %s exits with %i', async (status, code, exit) => {
    await serve(status, code);
    expect(await baton('incident', 'ack', '1')).toBe(exit);
    expect(world.printed()).toBe('');
    expect(world.told()).toContain(`detail of ${code}`);
    expect(world.told()).toContain(`code: ${code}`);
    expect(world.told()).toContain('what to do: ');
    expect(world.told()).toContain('request id: req-1');
  });

  test.each([
    [['incident', 'lits'], 'there is no command lits'],
    [['incident', 'list', '--colour'], 'there is no option --colour'],
    [['incident', 'ack'], 'the argument incident is missing'],
    [['incident', 'restore', '1'], 'the option --how <text> is needed'],
    [['incident', 'ack', '1', '--until', 'soon'], '“soon” is no time'],
    [['incident', 'verify', '1', '--by', 'me'], 'Use one of customer, monitoring, engineer'],
    [['incident', 'list', '--limit', '101'], 'no whole number from 1 to 100'],
    [['incident', 'list', '-o', 'xml'], 'Use one of table, json, jsonl'],
    [['whoami', 'too', 'many'], 'too many arguments'],
  ])('%j is wrong usage, said in the own language, and sends nothing', async (args, sentence) => {
    await serve();
    expect(await baton(...args)).toBe(2);
    expect(world.told()).toContain(sentence);
    expect(sent()).toEqual([]);
  });

  it('is 2 without an address, 5 without a key and 6 where nobody answers', async () => {
    expect(await baton('whoami')).toBe(2);
    expect(await baton('whoami', '--url', 'http://127.0.0.1:4400')).toBe(5);
    await serve();
    await server?.close();
    expect(await baton('whoami')).toBe(6);
  });

  it('is 0 for help, in the language that is asked for', async () => {
    expect(await baton('incident', 'ack', '--help', '--lang', 'zh')).toBe(0);
    expect(world.printed()).toContain('用法：');
    expect(world.printed()).toContain('接过接力棒');
  });

  it('is 130 after Ctrl-C, without a word', async () => {
    const stop = new AbortController();
    server = await apiServer(() => stop.abort());
    world.config = { ...world.config, url: server.url, key: 'bt_test' };
    world.signal = stop.signal;
    expect(await baton('whoami')).toBe(130);
    expect(world.told()).toBe('');
  });
});

describe('what a command prints', () => {
  it('is the answer itself as JSON, and nothing else on standard output', async () => {
    await serve();
    await baton('incident', 'ack', '1', '-o', 'json');
    expect(JSON.parse(world.printed())).toEqual(incidentAnswer());
  });

  it('is one line per item with jsonl', async () => {
    const items = [incidentAnswer(), incidentAnswer({ number: 'INC-2' })];
    server = await apiServer((_request, response) =>
      json(response, 200, { items, nextCursor: 'more' }),
    );
    world.config = { ...world.config, url: server.url, key: 'bt_test' };
    await baton('incident', 'list', '-o', 'jsonl');
    const lines = world.printed().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { number: string }).number)).toEqual([
      'INC-1042',
      'INC-2',
    ]);
  });

  it('names where to read on', async () => {
    server = await apiServer((_request, response) =>
      json(response, 200, { items: [incidentAnswer()], nextCursor: 'abc' }),
    );
    world.config = { ...world.config, url: server.url, key: 'bt_test' };
    await baton('incident', 'list');
    expect(world.told()).toContain('--cursor abc');
  });

  it('reads every page with --all', async () => {
    server = await apiServer((_request, response, nth) =>
      json(response, 200, {
        items: [incidentAnswer({ number: `INC-${nth}` })],
        nextCursor: nth < 3 ? `c${nth}` : null,
      }),
    );
    world.config = { ...world.config, url: server.url, key: 'bt_test' };
    await baton('incident', 'list', '--all', '-o', 'jsonl');
    expect(server.received.map(({ path }) => path)).toEqual([
      '/api/v1/incidents?limit=100',
      '/api/v1/incidents?limit=100&cursor=c1',
      '/api/v1/incidents?limit=100&cursor=c2',
    ]);
    expect(world.printed().trimEnd().split('\n')).toHaveLength(3);
  });
});
