import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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

const serve = async (items: object[]): Promise<void> => {
  server = await apiServer((_request, response) =>
    json(response, 200, { items, nextCursor: null }),
  );
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
};

const work = (id: string, start: string, more: object = {}) => ({
  ...{ id, kind: 'maintenance', status: 'confirmed', impact: 'outage', title: `work ${id}` },
  ...{ start, end: '2026-03-09T20:00:00.000Z', approved: null, overrun: null },
  ...more,
});

describe('baton window', () => {
  it('lists what is not over by its start, and says what overran', async () => {
    await serve([
      work('win_2', '2026-03-05T16:00:00.000Z', { status: 'in_process', overrun: 'PT20M' }),
      work('win_1', '2026-03-02T16:00:00.000Z', { approved: { by: 'per_li', at: 'x' } }),
    ]);
    expect(await run(['window', 'list', '--lang', 'en'], world)).toBe(0);
    expect(server?.received[0]?.path).toContain('from=2026-03-01T02%3A00%3A00.000Z');
    const lines = world.printed().split('\n');
    expect(lines[1]).toMatch(/^win_1 .* yes /);
    expect(lines[2]).toMatch(/^win_2 .*in process \(overrun PT20M\).* no /);
    await run(['window', 'list', '--all'], world);
    expect(server?.received[1]?.path).not.toContain('from=');
  });

  it('shows each overlap with its pair, its windows and the incident that holds it', async () => {
    await serve([
      {
        pair: { key: 'pair:1', zh: '双路', en: 'Ring north' },
        windows: [{ id: 'win_1', title: 'a', provider: null }],
        ...{ from: '2026-03-02T16:00:00.000Z', until: '2026-03-02T17:00:00.000Z' },
        incident: 'inc_9',
      },
    ]);
    expect(await run(['window', 'conflicts', '--gone', '--lang', 'en'], world)).toBe(0);
    expect(server?.received[0]?.path).toContain('gone=true');
    expect(world.printed()).toMatch(/Ring north .*a \(win_1\) .*inc_9/);
  });
});
