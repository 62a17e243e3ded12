import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { affectedCustomers } from '../../../records/commitment/affected.js';
import { restoreTargetFor } from '../../../records/commitment/restore-target.js';
import { openDatabase, type Database } from '../../../records/database.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

let cloned: TestDatabase;
let database: Database;

const at = Date.UTC(2026, 10, 23, 14);
const hour = 3_600;
const name = { zh: '服务', en: 'service' };
const since = new Date(at - 86_400_000);

beforeAll(async () => {
  cloned = await cloneDatabase();
  database = openDatabase(cloned.url);
  const { prisma } = database;
  await prisma.customer.createMany({
    data: [
      { id: 'cus_a', code: 'A', name: '甲', tier: 'A', languages: ['zh', 'en'] },
      { id: 'cus_d', code: 'D', name: '丁', tier: 'D' },
    ],
  });
  const site = (id: string, path: string[]) => ({ id, kind: 'site' as const, name, path });
  await prisma.site.createMany({
    data: [site('sit_1', ['sit_1']), site('sit_1a', ['sit_1', 'sit_1a']), site('sit_2', ['sit_2'])],
  });
  const service = (id: string, more: object = {}) => ({
    ...{ id, code: id, name, productLine: 'managed', ...more },
  });
  await prisma.service.createMany({
    data: [
      service('svc_core', { siteId: 'sit_1a' }),
      service('svc_line', { customerId: 'cus_a', dependsOn: ['svc_core'], siteId: 'sit_2' }),
      service('svc_shop', { customerId: 'cus_d', dependsOn: ['svc_hidden'] }),
      service('svc_hidden', { status: 'suspended', dependsOn: ['svc_core'], siteId: 'sit_2' }),
      service('svc_alone', { customerId: 'cus_d', siteId: 'sit_2' }),
    ],
  });
  await prisma.customerContact.create({
    data: {
      ...{ id: 'cct_1', customerId: 'cus_a', name: 'Ann', role: 'duty', language: 'en' },
      channels: [{ channel: 'mail', address: { address: 'ann@a.example' }, afterS: 0 }],
      notifyFrom: 'P3',
    },
  });
});

afterAll(async () => {
  await database.close();
  await cloned.drop();
});

describe('whom an incident touches', () => {
  const ids = async (asked: Parameters<typeof affectedCustomers>[1]) =>
    (await affectedCustomers(database, asked)).services.map(({ id, direct }) =>
      direct ? `${id}!` : id,
    );

  test.each([
    [{ service: 'svc_core' }, ['svc_core!', 'svc_line', 'svc_shop']],
    [{ service: 'svc_line' }, ['svc_line!']],
    [{ services: ['svc_line', 'svc_alone'] }, ['svc_alone!', 'svc_line!']],
    [{ site: 'sit_1' }, ['svc_core!', 'svc_line', 'svc_shop']],
    [{ site: 'sit_2' }, ['svc_alone!', 'svc_line!', 'svc_shop']],
    [{ service: 'svc_line', site: 'sit_2' }, ['svc_line!']],
    [{ service: 'svc_none' }, []],
    [{}, []],
  ])(
    '%j touches %j: what stands on it, what is not in service only on the way',
    async (asked, to) => {
      expect(await ids(asked)).toEqual(to);
    },
  );

  it('names each customer once, with its languages and contacts', async () => {
    const { customers, more } = await affectedCustomers(database, { service: 'svc_core' });
    expect(more).toBe(false);
    expect(customers.map(({ id, tier, languages }) => [id, tier, languages])).toEqual([
      ['cus_a', 'A', ['zh', 'en']],
      ['cus_d', 'D', ['zh']],
    ]);
    expect(customers[0]?.contacts).toEqual([
      {
        ...{ id: 'cct_1', name: 'Ann', role: 'duty', language: 'en', notifyFrom: 'P3' },
        channels: [{ channel: 'mail', address: { address: 'ann@a.example' }, afterS: 0 }],
      },
    ]);
  });
});

describe('the restore target of an incident', () => {
  const target = (impactClass: 'interruption' | 'degraded', service: string | undefined) =>
    restoreTargetFor(database, { service, severity: 'warning', impactClass, at });

  it('is 2 h for an interruption of which nothing is known, and the level’s for anything else', async () => {
    const unknown = { restoreS: 2 * hour, source: { kind: 'interruption_default' } };
    expect(await target('interruption', undefined)).toEqual(unknown);
    expect(await target('interruption', 'svc_line')).toEqual(unknown);
    expect(await target('degraded', 'svc_line')).toEqual({ source: { kind: 'level' } });
  });

  it('comes from the confirmed commitment with its document, counted on its calendar', async () => {
    const { prisma } = database;
    await prisma.workCalendar.create({
      data: {
        ...{ id: 'cal_day', name, zone: 'Asia/Shanghai', byYear: false },
        weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({
          day,
          intervals: [{ from: '08:00', to: '23:00' }],
        })),
      },
    });
    const confirmed = {
      ...{ metric: 'restore', effectiveFrom: since, status: 'confirmed' as const },
      ...{ sourceDoc: 'C-1.pdf', clause: '4.2', confirmedById: 'li', confirmedAt: since },
    };
    await prisma.commitment.create({
      data: {
        ...{ id: 'cmt_1', serviceId: 'svc_line', target: 'PT4H', calendarId: 'cal_day' },
        ...confirmed,
      },
    });
    const source = { kind: 'service', id: 'cmt_1', document: 'C-1.pdf', clause: '4.2' };
    const restoreS = (1 + 9 + 3) * hour;
    expect(await target('interruption', 'svc_line')).toEqual({ restoreS, source });
    await prisma.serviceStandard.create({
      data: {
        ...{ id: 'std_1', productLine: 'managed', status: 'agreed', effectiveFrom: since },
        targets: [{ metric: 'restore', target: 'PT6H' }],
      },
    });
    expect(await target('interruption', 'svc_line')).toEqual({
      restoreS: 6 * hour,
      source: { kind: 'standard', id: 'std_1' },
    });
    expect(await target('degraded', 'svc_line')).toEqual({ restoreS, source });
  });
});
