import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { channelRules } from '../../../contracts/channels.js';
import { seedInstallation } from '../../../prisma/seed/seed.js';
import { findKey, hashKey } from '../../../records/access/keys.js';
import { verifyAudit } from '../../../records/audit/audit.js';
import { gapsOf, windowOf } from '../../../records/directory/on-call-answers.js';
import { adminKey, openDirectory, type OpenDirectory } from './open-directory.js';

let demo: OpenDirectory;
let bare: OpenDirectory;

beforeAll(async () => {
  [demo, bare] = await Promise.all([openDirectory('demo'), openDirectory('none')]);
});
afterAll(() => Promise.all([demo.close(), bare.close()]));

const tables = async ({ database: { prisma } }: OpenDirectory) =>
  JSON.stringify([
    await prisma.department.findMany({ orderBy: { id: 'asc' } }),
    await prisma.person.findMany({ orderBy: { id: 'asc' } }),
    await prisma.policy.findMany({ orderBy: { id: 'asc' } }),
    await prisma.service.findMany({ orderBy: { id: 'asc' } }),
    await prisma.integration.findMany({ orderBy: { id: 'asc' } }),
    await prisma.apiKey.findMany({ orderBy: { id: 'asc' } }),
    await prisma.audit.count(),
  ]);

describe('a bare installation', () => {
  it('has someone whom every chain ends at, and nothing else', async () => {
    const { prisma } = bare.database;
    expect(await prisma.person.findMany({ select: { id: true } })).toEqual([{ id: 'admin' }]);
    const [policy] = await prisma.policy.findMany();
    expect(policy).toMatchObject({ policyId: 'pol_default', isDefault: true });
    expect(policy?.rungs).toMatchObject([{ targets: [{ kind: 'person', id: 'admin' }] }]);
    const key = await findKey(prisma, hashKey(adminKey));
    expect(key?.person?.roles).toMatchObject([{ role: 'admin', departmentId: null }]);
    expect(await prisma.department.count()).toBe(0);
  });
});

describe('the demo organisation', () => {
  it('is of the promised size', async () => {
    const { prisma } = demo.database;
    const counts = await Promise.all([
      prisma.department.count(),
      prisma.person.count({ where: { NOT: { id: 'admin' } } }),
      prisma.site.count({ where: { kind: 'city' } }),
      prisma.customer.count(),
      prisma.service.count(),
      prisma.supplier.count(),
    ]);
    expect(counts).toEqual([6, 14, 2, 6, 12, 2]);
  });

  it('has a customer that rents equipment only and an ADSL line reported at night only', async () => {
    const { prisma } = demo.database;
    const modes = await prisma.service.findMany({ where: { customerId: 'cus_minghu' } });
    expect(modes.map(({ mode }) => mode)).toEqual(['equipment_only']);
    const adsl = await prisma.service.findUniqueOrThrow({ where: { id: 'svc_adsl_suzhou' } });
    const circuits = await prisma.supplierService.findMany({
      where: { id: { in: adsl.supplierServiceIds } },
    });
    expect(circuits.map(({ acceptOnly }) => acceptOnly)).toEqual([
      [{ from: '22:00', to: '08:00' }],
    ]);
  });

  it('can reach everyone, and always somebody is on call', async () => {
    const { prisma } = demo.database;
    for (const { channels } of await prisma.person.findMany()) {
      const rules = channelRules.parse(channels);
      expect(rules[0]).toMatchObject({ channel: 'mail', afterS: 0 });
    }
    const now = Date.now();
    for (const { id } of await prisma.schedule.findMany()) {
      const { items } = await gapsOf(prisma, id, windowOf({}, { now, days: 400 }));
      expect([id, items]).toEqual([id, []]);
    }
  });

  it('writes the keys of all 14 people once, for their owner only, and stores only hashes', async () => {
    const { prisma } = demo.database;
    const file = join(demo.dataDir, 'demo-keys.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const keys = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(keys)).toHaveLength(14);
    for (const [person, key] of Object.entries(keys)) {
      expect((await findKey(prisma, hashKey(key)))?.person?.id).toBe(person);
    }
    const stored = JSON.stringify([await prisma.apiKey.findMany(), await prisma.audit.findMany()]);
    for (const key of Object.values(keys)) expect(stored).not.toContain(key);
  });

  it('keeps an audit trail that holds', async () => {
    const { prisma } = demo.database;
    expect(await verifyAudit(prisma, 'dep_noc')).toMatchObject({ ok: true });
    const [first] = await prisma.audit.findMany({
      where: { subject: 'svc_adsl_suzhou' },
      orderBy: { seq: 'asc' },
    });
    expect(first).toMatchObject({
      action: 'service.create',
      actor: { kind: 'system', id: 'seed' },
    });
  });
});

describe('a second seed', () => {
  it.each(['demo', 'none'] as const)('changes nothing (%s)', async (mode) => {
    const before = await tables(demo);
    const keysBefore = await readFile(join(demo.dataDir, 'demo-keys.json'), 'utf8');
    const { dataDir, database } = demo;
    const options = { mode, dataDir, adminKey, now: new Date() };
    expect(await seedInstallation(database.prisma, options)).toEqual({ seeded: false });
    expect(await tables(demo)).toBe(before);
    expect(await readFile(join(dataDir, 'demo-keys.json'), 'utf8')).toBe(keysBefore);
  });

  it('at the same time as the first, over an admin that is there, fills it once', async () => {
    const other = await openDirectory('none');
    const { prisma } = other.database;
    await prisma.installation.deleteMany();
    await prisma.policy.deleteMany();
    const options = { mode: 'none' as const, dataDir: other.dataDir, adminKey, now: new Date() };
    const both = await Promise.all([
      seedInstallation(prisma, options),
      seedInstallation(prisma, options),
    ]);
    expect(both.map(({ seeded }) => seeded).sort()).toEqual([false, true]);
    await other.close();
  });

  it('makes a changed admin key count', async () => {
    const { database, dataDir } = bare;
    const changed = 'bt_test_admin_key_0002';
    const options = { mode: 'none' as const, dataDir, adminKey: changed, now: new Date() };
    await seedInstallation(database.prisma, options);
    expect((await findKey(database.prisma, hashKey(changed)))?.personId).toBe('admin');
  });
});
