import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../run.js';
import { apiServer, json, type ApiServer } from '../testing/api-server.js';
import { testWorld, type TestWorld } from '../testing/world.js';

let world: TestWorld;
let server: ApiServer | undefined;
let folder: string;
beforeEach(async () => {
  world = testWorld();
  folder = await mkdtemp(join(tmpdir(), 'baton-devices-'));
});
afterEach(async () => {
  world.remove();
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const serve = async (answer: object): Promise<void> => {
  server = await apiServer((_request, response) => json(response, 200, answer));
  world.config = { ...world.config, url: server.url, key: 'bt_test' };
};

const service = { id: 'svc_1', code: 'SD-1', name: 'Line', status: 'trial' };

describe('baton lookup service', () => {
  it('says the band before whom to call, side by side', async () => {
    const contact = { id: 'per_wu', name: 'Wu', role: 'owner', phone: '+86 1' };
    await serve({
      ...{ service, at: '2026-03-01T02:00:00.000Z' },
      band: {
        mode: 'equipment_only',
        text: { zh: '仅设备', en: 'Equipment only' },
        included: ['spares'],
      },
      handover: { id: 'hov_1', number: 'HO-1', stage: 'uat_run', owed: true },
      leads: { side: 'delivery', department: null, schedule: null, contacts: [contact] },
      backs: null,
    });
    expect(await run(['lookup', 'service', 'SD-1', '--lang', 'en'], world)).toBe(0);
    expect(server?.received[0]?.path).toContain('/api/v1/lookup/oncall?service=SD-1');
    const printed = world.printed();
    expect(printed.indexOf('Equipment only')).toBeLessThan(printed.indexOf('Wu (per_wu)'));
    expect(printed).toMatch(/delivery .*Wu \(per_wu\) .*owner .*\+86 1/);
  });
});

describe('baton lookup disclosure', () => {
  it('prints each flow with its rules, and what is not verified yet', async () => {
    await serve({
      service,
      handover: { id: 'hov_1', number: 'HO-1', stage: 'trial', asOf: '2026-03-01T02:00:00.000Z' },
      flows: [
        {
          ...{ src: 'HQ', dst: 'Suzhou', path: 'SD-WAN', routing: null },
          ...{ acl: ['permit 443'], security: [], dns: ['10.1.0.53'] },
          interception: ['to the portal'],
        },
      ],
      ...{ other: [], unverified: ['C3'] },
      items: [
        { key: 'C5', name: { zh: '版本', en: 'Versions' }, text: 'V8', rows: [], content: null },
      ],
    });
    expect(await run(['lookup', 'disclosure', 'SD-1', '--lang', 'en'], world)).toBe(0);
    expect(world.printed()).toMatch(
      /HQ .*Suzhou .*SD-WAN .*permit 443; 10\.1\.0\.53; DNS answers: to the portal/,
    );
    expect(world.printed()).toContain('C5 Versions: V8');
    expect(world.told()).toContain('Not verified yet: C3');
  });
});

describe('baton device import', () => {
  const answer = { created: 1, updated: 0, unchanged: 2, gone: [], rejected: [] };

  it('sends NetBox’s own answer as it is', async () => {
    await serve(answer);
    const file = join(folder, 'netbox.json');
    await writeFile(file, JSON.stringify({ count: 1, results: [{ id: 7 }] }));
    const words = ['device', 'import', '--source', 'netbox', '--file', file, '--service', 'SD-1'];
    expect(await run([...words, '--lang', 'en'], world)).toBe(0);
    expect(server?.received[0]?.body).toEqual({
      ...{ source: 'netbox', service: 'SD-1', netbox: [{ id: 7 }] },
    });
    expect(world.printed()).toContain('1 created');
  });

  it('exits as refused and names what was not taken', async () => {
    const rejected = [{ index: 0, id: '7', code: 'conflict', detail: 'assetNo A-1' }];
    await serve({ ...answer, rejected });
    const file = join(folder, 'devices.json');
    await writeFile(file, '[{"id":"7","assetNo":"A-1","class":"ups"}]');
    const words = ['device', 'import', '--source', 'x', '--file', file, '--lang', 'en'];
    expect(await run(words, world)).not.toBe(0);
    expect(world.told()).toContain('assetNo A-1 (conflict)');
  });

  it('says so where the file is no JSON', async () => {
    await serve(answer);
    const file = join(folder, 'bad.json');
    await writeFile(file, '{');
    const words = ['device', 'import', '--source', 'x', '--file', file, '--lang', 'en'];
    expect(await run(words, world)).toBe(2);
    expect(server?.received).toEqual([]);
  });
});
