import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, problem, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';
import type { Finding } from './finding.js';

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

const page = (...items: unknown[]) => ({ items, nextCursor: null });
const clock = {
  subject: 'inc_1',
  number: 'INC-1',
  title: 't',
  obligation: 'restore',
  startAt: '2026-03-01T00:00:00Z',
  dueAt: '2026-03-01T01:00:00Z',
  state: 'overdue',
  holder: { id: 'per_li', name: '李伟' },
};
const well: Record<string, unknown> = {
  '/health': { status: 'ok' },
  '/ready': { ready: true, parts: [{ name: 'worker', ok: true }] },
  '/api/v1/me': { key: 'key_1', person: { name: '李伟' } },
  '/api/v1/schedules': page({ id: 'sch_noc', name: { zh: '值班', en: 'NOC' } }),
  '/api/v1/schedules/sch_noc/gaps': { items: [] },
  '/api/v1/people': page({ id: 'per_li', name: '李伟', status: 'active', channels: [{}] }),
  '/api/v1/clocks': page(),
};

async function examine(answers: Record<string, unknown>, ...args: string[]) {
  server = await apiServer(({ path }, response) => {
    const answer = { ...well, ...answers }[new URL(path, 'http://x').pathname];
    if (answer === 'forbidden') problem(response, 403, 'forbidden');
    else json(response, 200, answer);
  });
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
  const code = await run(['doctor', '-o', 'json', ...args], world);
  const { findings } = JSON.parse(world.printed()) as { findings: Finding[] };
  return { code, findings, bad: findings.filter(({ todo }) => todo !== undefined) };
}

describe('the doctor', () => {
  it('exits with 0 and asks for nothing when all is well', async () => {
    expect(await examine({})).toMatchObject({ code: 0, bad: [] });
  });

  it('exits with 6 and says what to do when a part is away', async () => {
    const parts = [{ name: 'worker', ok: false, why: 'no worker polls' }];
    const { code, bad } = await examine({ '/ready': { ready: false, parts } });
    expect(code).toBe(6);
    expect(bad).toEqual([
      {
        check: 'worker',
        result: 'failed',
        detail: 'no worker polls',
        todo: expect.stringContaining('no page goes out'),
      },
    ]);
  });

  const troubled = {
    '/api/v1/schedules/sch_noc/gaps': {
      items: [{ from: '2026-03-02T00:00:00Z', until: '2026-03-02T08:00:00Z' }],
    },
    '/api/v1/people': page(
      { id: 'per_li', name: '李伟', status: 'active', channels: [] },
      { id: 'per_gone', name: 'gone', status: 'left', channels: [] },
    ),
    '/api/v1/clocks': page(clock),
  };

  it('names gaps, people whom no page reaches and what is overdue', async () => {
    const { code, bad } = await examine(troubled);
    expect(code).toBe(0);
    expect(bad.map(({ result, detail }) => [result, detail])).toEqual([
      ['warning', 'NOC: 2026-03-02 00:00:00 to 2026-03-02 08:00:00'],
      ['warning', '李伟 (per_li)'],
      ['warning', 'INC-1 restore overdue by 1h (held by 李伟)'],
    ]);
  });

  it('exits with 1 on warnings where that is asked for', async () => {
    expect((await examine(troubled, '--strict')).code).toBe(1);
  });

  it('never calls well what it may not check', async () => {
    const { code, findings } = await examine({ '/api/v1/clocks': 'forbidden' });
    expect(code).toBe(0);
    expect(findings.at(-1)).toMatchObject({ check: 'overdue subjects', result: 'unchecked' });
  });

  it('exits with 6 where nobody answers', async () => {
    server = await apiServer(() => undefined);
    world.config = { ...world.config, url: server.url, key: 'bt_test' };
    await server.close();
    expect(await run(['doctor'], world)).toBe(6);
    expect(world.printed()).toContain('FAILED');
  });
});
