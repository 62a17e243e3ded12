import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ClosedRecords } from '../../../contracts/import/closed-records.js';
import { demoQuarter } from '../../../prisma/seed/demo/quarter.js';
import { seedInstallation } from '../../../prisma/seed/seed.js';
import { openDatabase, type Database } from '../../../records/database.js';
import { importClosed } from '../../../records/import/import-closed.js';
import { verifyTimeline } from '../../../records/timeline/verify.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { tmpdir } from 'node:os';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';

const quarter = { from: Date.UTC(2026, 6, 1), until: Date.UTC(2026, 9, 1) };
const writer = {
  actor: { kind: 'user' as const, id: 'per_he_yan', person: 'per_he_yan' },
  at: new Date(Date.UTC(2026, 9, 2)),
};

let clone: TestDatabase;
let database: Database;

const counts = async () => {
  const { prisma } = database;
  return {
    incidents: await prisma.incident.count(),
    chains: await prisma.processRow.count({ where: { process: 'escalation' } }),
    timeline: await prisma.timeline.count(),
    facts: await prisma.processFact.count(),
    notices: await prisma.notice.count(),
  };
};

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-import-'));
  await seedInstallation(database.prisma, { mode: 'demo', dataDir, now: writer.at });
  await database.prisma.webhook.create({
    data: { id: 'whk_1', name: 'all', url: 'https://x.example', secrets: [], topics: ['*'] },
  });
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const incident = (change: object = {}) => ({
  ...{ id: 'X-1', title: 'line down', level: 'P2', detected: '2026-07-02T00:00:00Z' },
  ...{ acknowledged: '2026-07-02T00:05:00Z', acknowledgeDue: '2026-07-02T00:10:00Z' },
  ...{ restored: '2026-07-02T01:00:00Z', restoreDue: '2026-07-02T04:00:00Z' },
  ...{ closed: '2026-07-02T05:00:00Z' },
  holders: [{ person: 'per_chen_jie', since: '2026-07-02T00:05:00Z' }],
  ...change,
});

const records = (change: Partial<ClosedRecords>): ClosedRecords => ({
  ...{ source: 'other', incidents: [], chains: [], handovers: [] },
  ...change,
});

describe('the import of closed records (V4, N43)', () => {
  it('takes the demo quarter once, however often it comes, and keeps ids and times', async () => {
    const first = await importClosed(database, demoQuarter(quarter), writer);
    expect(first.imported).toEqual({ incidents: 200, chains: 40, handovers: 6 });
    expect(first.rejected).toEqual([]);
    const before = await counts();
    const again = await importClosed(database, demoQuarter(quarter), writer);
    expect(again).toMatchObject({ imported: { incidents: 0, chains: 0 }, unchanged: 246 });
    expect(await counts()).toEqual(before);
    const known = await database.prisma.importedRecord.findUniqueOrThrow({
      where: {
        source_kind_externalId: { source: 'demo-itsm', kind: 'incident', externalId: 'ITSM-10000' },
      },
    });
    const row = await database.prisma.incident.findUniqueOrThrow({ where: { id: known.subject } });
    const [made] = demoQuarter(quarter).incidents as { detected: string }[];
    expect(row.detectedAt.toISOString()).toBe(made?.detected);
    expect(await verifyTimeline(database, known.subject)).toMatchObject({ ok: true });
  });

  it('tells nobody: no page, no webhook, nothing open, and the tables refuse a page', async () => {
    const { prisma } = database;
    await importClosed(database, records({ incidents: [incident({ id: 'quiet' })] }), writer);
    expect(await prisma.delivery.count()).toBe(0);
    expect(await prisma.noticeDelivery.count()).toBe(0);
    expect(await prisma.webhookDelivery.count()).toBe(0);
    expect(await prisma.baton.count()).toBe(0);
    expect(await prisma.clock.count({ where: { stoppedAt: null } })).toBe(0);
    const { subject } = await prisma.importedRecord.findFirstOrThrow();
    const page = prisma.$executeRaw`
      insert into delivery (id, subject, page, no, ladder, reason, person_id, channel, address,
        destination, due_at)
      values ('d1', ${subject}, 'p1', 1, 'respond', 'rung', 'per_li_wei', 'mail', '{}', 'm', now())`;
    await expect(page).rejects.toThrow(/imported record/);
  });

  it.each([
    ['a field is missing', { title: undefined }, 'invalid'],
    [
      'nobody is known by a name',
      { holders: [{ person: 'per_no', since: '2026-07-02T00:05:00Z' }] },
      'unknown_person',
    ],
    ['a department is unknown', { department: 'dep_no' }, 'unknown_department'],
    ['a service is unknown', { service: 'NO-1' }, 'unknown_service'],
    ['restored lies before detected', { restored: '2026-07-01T23:00:00Z' }, 'times_out_of_order'],
    ['it is not over yet', { closed: '2026-11-02T05:00:00Z' }, 'not_over'],
  ])('names the record of which %s, and takes the rest', async (_why, change, code) => {
    const good = incident({ id: `good-${code}` });
    const given = records({ incidents: [incident({ id: `bad-${code}`, ...change }), good] });
    const report = await importClosed(database, given, writer);
    expect(report.imported.incidents).toBe(1);
    expect(report.rejected).toMatchObject([{ kind: 'incident', n: 1, id: `bad-${code}`, code }]);
  });

  it('never overwrites what it took: other content under a known id is refused', async () => {
    await importClosed(database, records({ incidents: [incident({ id: 'same' })] }), writer);
    const changed = records({ incidents: [incident({ id: 'same', level: 'P1' })] });
    const report = await importClosed(database, changed, writer);
    expect(report.rejected).toMatchObject([{ id: 'same', code: 'changed' }]);
  });

  it('refuses a chain about an incident that is not there', async () => {
    const chain = {
      ...{ id: 'C-1', ask: 'help', about: 'nowhere', priority: 'P2', asker: 'per_chen_jie' },
      ...{ opened: '2026-07-02T00:00:00Z', closed: '2026-07-02T03:00:00Z' },
      legs: [
        {
          ...{ to: { kind: 'department', id: 'dep_infra' }, opened: '2026-07-02T00:00:00Z' },
          ...{ ended: '2026-07-02T02:00:00Z', as: 'bounced', late: true },
        },
      ],
    };
    const report = await importClosed(database, records({ chains: [chain] }), writer);
    expect(report.rejected).toMatchObject([{ kind: 'chain', id: 'C-1', code: 'unknown_incident' }]);
  });
});
