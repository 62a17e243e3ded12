import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';

import type { NumberedEntry, Projection } from '../../contracts/projection.js';
import { openDatabase, type Database } from '../../records/database.js';
import { writeProjection } from '../../records/project/project.js';
import { verifyTimeline } from '../../records/timeline/verify.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { waitUntil } from '../support/wait-until.js';
import { entryOf, freshId, projectionOf, start, viewOf } from './fixtures.js';

let clone: TestDatabase;
let database: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolMax: 8 });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const write = (projection: Projection, holder = 'li') =>
  writeProjection(database, projection, { holder });

const lines = (from: number, to: number): NumberedEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entryOf(from + index));

const clock = (obligation: string, dueAt: number) => ({ obligation, startAt: start, dueAt });

/** Everything of one subject but what a clock of the machine wrote. */
async function rowsOf(id: string) {
  const { prisma } = database;
  const incident = await prisma.incident.findUnique({ where: { id } });
  const { updatedAt: _written, number: _drawn, ...row } = incident ?? { updatedAt: 0, number: 0 };
  const timeline = await prisma.timeline.findMany({
    where: { subject: id },
    orderBy: { seq: 'asc' },
  });
  return {
    row,
    baton: await prisma.baton.findUnique({ where: { subject: id } }),
    clocks: await prisma.clock.findMany({ where: { subject: id }, orderBy: { obligation: 'asc' } }),
    facts: await prisma.processFact.findMany({ where: { subject: id }, orderBy: { key: 'asc' } }),
    outbox: (await prisma.webhookDelivery.findMany({ where: { subject: id } }))
      .map((one) => one.id)
      .sort(),
    timeline: timeline.map(({ recordedAt: _at, ...line }) => line),
  };
}

/** A life of an incident as the shell would project it: growing lines, changing clocks and facts. */
const lifeOf = (id: string): Projection[] =>
  Array.from({ length: 6 }, (_, index) => {
    const seq = index + 1;
    const view = viewOf(id, {
      title: `version ${seq}`,
      stage: seq < 3 ? 'detected' : seq < 6 ? 'responding' : 'closed',
      ...(seq === 6 ? { closedAt: start + 6_000, closedAs: 'resolved' as const } : {}),
      holder: { person: seq < 3 ? 'li' : 'wang', since: start + seq },
      clocks: seq < 4 ? [clock('acknowledge', start + seq)] : [clock('restore', start + seq)],
    });
    const facts = [
      { kind: 'alert', key: `k${seq % 2}`, data: { count: seq } },
      { kind: 'alert', key: `only${seq}`, data: { count: 1 } },
    ];
    return projectionOf(view, { seq, entries: lines(1, 2 * seq), facts });
  });

describe('a projection', () => {
  it('ends in the same rows and the same verified chain in any order and any repetition', async () => {
    await database.prisma.webhook.create({
      data: { id: 'whk_all', name: 'all', url: 'http://a.example', secrets: [], topics: ['*'] },
    });
    const order = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 });
    let expected: unknown;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        order,
        async (once, more) => {
          await database.prisma
            .$executeRaw`truncate timeline, incident, baton, clock, process_fact, webhook_delivery`;
          const life = lifeOf('inc_same');
          for (const index of [...once, ...more]) {
            const projection = life[index];
            if (projection) await write(projection, index < 2 ? 'li' : 'wang');
          }
          const rows = await rowsOf('inc_same');
          expected ??= rows;
          expect(rows).toEqual(expected);
          expect(await verifyTimeline(database, 'inc_same')).toEqual({ ok: true, lines: 12 });
        },
      ),
      { numRuns: 40 },
    );
    expect(expected).toMatchObject({ row: { seq: 6, stage: 'closed' }, baton: null });
    await database.prisma.webhook.delete({ where: { id: 'whk_all' } });
  });

  it('draws the number once: at the first write, from 1001 up, and keeps it', async () => {
    const id = freshId();
    const first = await write(projectionOf(viewOf(id)));
    const again = await write(projectionOf(viewOf(id, { title: 'later' }), { seq: 2 }));
    const other = await write(projectionOf(viewOf(freshId())));
    expect(first.number).toBeGreaterThanOrEqual(1001);
    expect(again.number).toBe(first.number);
    expect(other.number).toBe(first.number + 1);
  });

  it('tells an older writer which version stands and how far the timeline is', async () => {
    const id = freshId();
    await write(projectionOf(viewOf(id), { seq: 5, entries: lines(1, 4) }));
    const old = await write(
      projectionOf(viewOf(id, { title: 'old' }), { seq: 3, entries: lines(1, 2) }),
    );
    expect(old).toMatchObject({ seq: 5, entriesThrough: 4 });
    expect((await rowsOf(id)).row).toMatchObject({ seq: 5 });
  });

  it('appends nothing behind a gap, so that the chain never misses a line', async () => {
    const id = freshId();
    await write(projectionOf(viewOf(id), { entries: lines(1, 2) }));
    const gap = await write(projectionOf(viewOf(id), { seq: 2, entries: lines(4, 5) }));
    expect(gap.entriesThrough).toBe(2);
    const filled = await write(projectionOf(viewOf(id), { seq: 3, entries: lines(3, 5) }));
    expect(filled.entriesThrough).toBe(5);
    expect(await verifyTimeline(database, id)).toEqual({ ok: true, lines: 5 });
  });

  it('takes many writers of one subject at the same time without losing or forking a line', async () => {
    const id = freshId();
    const life = Array.from({ length: 12 }, (_, index) =>
      projectionOf(viewOf(id), { seq: index + 1, entries: lines(1, index + 1) }),
    );
    await Promise.all([...life, ...life].map((projection) => write(projection)));
    expect(await verifyTimeline(database, id)).toEqual({ ok: true, lines: 12 });
    expect((await rowsOf(id)).row).toMatchObject({ seq: 12 });
  });

  it('holds one baton while open, moves it with the view, and drops it at close (I1)', async () => {
    const id = freshId();
    const baton = () => database.prisma.baton.findUnique({ where: { subject: id } });
    const offer = { to: 'zhao', by: 'li', at: start, expires: start + 900_000 };
    await write(
      projectionOf(viewOf(id, { holder: { duty: 'sch_1', since: start }, offer })),
      'owner',
    );
    expect(await baton()).toMatchObject({ holderId: 'owner', dutyId: 'sch_1', offerTo: 'zhao' });
    await write(
      projectionOf(viewOf(id, { holder: { person: 'zhao', since: start } }), { seq: 2 }),
      'zhao',
    );
    expect(await baton()).toMatchObject({ holderId: 'zhao', dutyId: null, offerTo: null });
    await write(projectionOf(viewOf(id, { stage: 'closed' }), { seq: 3 }), 'zhao');
    expect(await baton()).toBeNull();
    await write(projectionOf(viewOf(id, { stage: 'responding' }), { seq: 4 }), 'zhao');
    expect(await baton()).toMatchObject({ holderId: 'zhao' });
  });

  it('frees the source keys of a closed incident and hands those of a merged one on', async () => {
    const { prisma } = database;
    const [closed, merged, into] = [freshId(), freshId(), freshId()];
    const at = new Date(start);
    for (const incidentId of [closed, merged]) {
      await prisma.openKey.create({
        data: { integrationId: 'i', dedupKey: incidentId, incidentId },
      });
      const group = { ruleId: 'r', value: incidentId, incidentId, firstAt: at, lastAt: at };
      await prisma.openGroup.create({ data: group });
    }
    await write(projectionOf(viewOf(closed)));
    expect(await prisma.openKey.count({ where: { dedupKey: closed } })).toBe(1);
    await write(projectionOf(viewOf(closed, { stage: 'closed', closedAt: start + 5 }), { seq: 2 }));
    await write(
      projectionOf(viewOf(merged, { stage: 'closed', closedAs: 'merged', mergedInto: into }), {
        seq: 2,
      }),
    );
    expect(
      await prisma.openKey.findMany({ where: { dedupKey: { in: [closed, merged] } } }),
    ).toMatchObject([{ dedupKey: merged, incidentId: into }]);
    expect(await prisma.openGroup.findMany({ orderBy: { value: 'asc' } })).toMatchObject(
      [
        { value: closed, closedAt: new Date(start + 5) },
        { value: merged, incidentId: into, closedAt: null },
      ].sort((a, b) => (a.value < b.value ? -1 : 1)),
    );
  });

  it('gives a reopened incident back the source keys that no other has taken meanwhile', async () => {
    const { prisma } = database;
    const [id, other, free, taken] = [freshId(), freshId(), freshId(), freshId()];
    const at = new Date(start);
    const facts = [free, taken].map((dedupKey) => ({
      ...{ kind: 'alert', key: `i/${dedupKey}` },
      data: { integration: 'i', dedupKey, open: false },
    }));
    const keys = [free, taken].map((dedupKey) => ({
      ...{ integrationId: 'i', dedupKey, incidentId: id },
    }));
    await prisma.openKey.createMany({ data: keys });
    const group = { ruleId: 'r', value: id, incidentId: id, firstAt: at, lastAt: at };
    await prisma.openGroup.create({ data: group });
    await write(projectionOf(viewOf(id), { facts }));
    await write(projectionOf(viewOf(id, { stage: 'closed', closedAt: start + 5 }), { seq: 2 }));
    await prisma.openKey.create({
      data: { integrationId: 'i', dedupKey: taken, incidentId: other },
    });
    await write(projectionOf(viewOf(id, { stage: 'responding' }), { seq: 3 }));
    expect(await prisma.openKey.findMany({ where: { incidentId: { in: [id, other] } } })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ dedupKey: free, incidentId: id }),
        expect.objectContaining({ dedupKey: taken, incidentId: other }),
      ]),
    );
    expect(await prisma.openKey.count({ where: { incidentId: id } })).toBe(1);
    expect(await prisma.openGroup.findFirst({ where: { value: id } })).toMatchObject({
      closedAt: null,
    });
  });

  it('leaves one webhook row per subscription and transition, with the number in its body', async () => {
    const { prisma } = database;
    const hook = { url: 'http://a.example', secrets: [] };
    await prisma.webhook.createMany({
      data: [
        { ...hook, id: 'whk_fam', name: 'family', topics: ['incident.*'], updatedAt: new Date() },
        { ...hook, id: 'whk_one', name: 'one', topics: ['baton.accepted'], updatedAt: new Date() },
        {
          ...hook,
          id: 'whk_off',
          name: 'off',
          topics: ['*'],
          state: 'paused',
          updatedAt: new Date(),
        },
      ],
    });
    const id = freshId();
    const entries = [
      'incident.detected',
      'page.reached',
      'incident.alert',
      'baton.accepted',
      'incident.closed',
    ].map((what, index) => entryOf(index + 1, { what }));
    const projection = projectionOf(viewOf(id), { entries });
    const { number } = await write(projection);
    await write(projection);
    const rows = await prisma.webhookDelivery.findMany({
      where: { subject: id },
      orderBy: { id: 'asc' },
    });
    expect(rows.map((row) => row.id)).toEqual([
      `whk_fam/${id}/1`,
      `whk_fam/${id}/5`,
      `whk_one/${id}/4`,
    ]);
    expect(rows[0]?.body).toMatchObject({
      type: 'incident.detected',
      timestamp: new Date(start + 1).toISOString(),
      data: { id, number: `INC-${number}`, n: 1, with: { text: '#1' }, stage: 'detected' },
    });
  });

  it('keeps text that PostgreSQL could not, instead of failing for ever', async () => {
    const id = freshId();
    const nasty = 'a\0b \ud800 \\u0000 end';
    const entries = [entryOf(1, { with: { text: nasty } })];
    const facts = [{ kind: 'alert', key: 'k\0', data: { title: nasty } }];
    await write(projectionOf(viewOf(id, { title: nasty }), { entries, facts }));
    expect((await rowsOf(id)).row).toMatchObject({ title: 'a\ufffdb \ufffd \\u0000 end' });
    expect(await verifyTimeline(database, id)).toEqual({ ok: true, lines: 1 });
  });

  it('tells listeners which subject changed, and only when it did', async () => {
    const listener = new pg.Client({ connectionString: clone.url });
    const heard: unknown[] = [];
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')));
    listener.on('error', () => undefined);
    await listener.connect();
    await listener.query('listen baton_live');
    const id = freshId();
    await write(projectionOf(viewOf(id), { seq: 4 }));
    await write(projectionOf(viewOf(id), { seq: 2 }));
    const other = freshId();
    await write(projectionOf(viewOf(other)));
    await waitUntil(() => heard.length >= 2, {
      limitMs: 10_000,
      what: () => `2 of ${heard.length}`,
    });
    await listener.end();
    expect(heard).toEqual([
      { topic: 'incident', id, seq: 4 },
      { topic: 'incident', id: other, seq: 1 },
    ]);
  });
});

describe('verifying a timeline (I8)', () => {
  it('names the first line that was changed or taken away', async () => {
    const [changed, missing] = [freshId(), freshId()];
    for (const id of [changed, missing])
      await write(projectionOf(viewOf(id), { entries: lines(1, 4) }));
    await database.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`alter table timeline disable trigger user`;
      await tx.$executeRaw`update timeline set "with" = '{"text":"other"}' where subject = ${changed} and seq = 3`;
      await tx.$executeRaw`delete from timeline where subject = ${missing} and seq = 2`;
      await tx.$executeRaw`alter table timeline enable trigger user`;
    });
    expect(await verifyTimeline(database, changed)).toMatchObject({ ok: false, n: 3 });
    expect(await verifyTimeline(database, missing)).toMatchObject({ ok: false, n: 2 });
  });
});
