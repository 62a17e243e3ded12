import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import type { Prisma } from '../../../prisma/generated/client.js';
import { verifyAudit } from '../../../records/audit/audit.js';
import { hashKey } from '../../../records/access/keys.js';
import { addKey, addPerson, as, runApi, type Caller, type RunningApi } from './running-api.js';
import { writeIncident } from './incident-row.js';

let api: RunningApi;
let engineer: Caller;

beforeAll(async () => {
  api = await runApi();
  const { prisma } = api.database;
  for (const id of ['dep_a', 'dep_b']) {
    await prisma.department.create({ data: { id, name: { zh: id, en: id } } });
  }
  await prisma.site.createMany({
    data: [
      { id: 'sit_city', kind: 'city', name: {}, path: ['sit_city'] },
      {
        id: 'sit_room',
        kind: 'room',
        name: {},
        parentId: 'sit_city',
        path: ['sit_city', 'sit_room'],
      },
      { id: 'sit_other', kind: 'city', name: {}, path: ['sit_other'] },
    ],
  });
  await prisma.customer.create({ data: { id: 'cus_x', code: 'X', name: 'X' } });
  const service = { id: 'svc_x', code: 'X', name: {}, productLine: 'line', customerId: 'cus_x' };
  await prisma.service.create({ data: service });
  engineer = await addPerson(api.database, 'per_eng', { role: 'engineer', memberOf: 'dep_a' });
});

afterAll(async () => {
  await api.close();
});

describe('keys', () => {
  it('are refused when wrong, expired, revoked, or of a person who left', async () => {
    const { prisma } = api.database;
    const expired = await addKey(api.database, 'per_eng');
    const revoked = await addKey(api.database, 'per_eng');
    await prisma.apiKey.update({
      where: { hash: hashKey(expired) },
      data: { expiresAt: new Date(1) },
    });
    await prisma.apiKey.update({
      where: { hash: hashKey(revoked) },
      data: { revokedAt: new Date() },
    });
    const gone = await addPerson(api.database, 'per_gone', { role: 'admin' });
    await prisma.person.update({ where: { id: 'per_gone' }, data: { status: 'left' } });
    for (const key of ['bt_wrong', expired, revoked, gone.key, `bt_${'x'.repeat(5_000)}`]) {
      const { status, body } = await as(api.app, key).get('/api/v1/incidents');
      expect([status, body.code]).toEqual([401, 'unauthenticated']);
    }
    expect((await request(api.app).get('/api/v1/incidents')).status).toBe(401);
  });

  it('note their last use', async () => {
    const key = await addKey(api.database, 'per_eng');
    await as(api.app, key).get('/api/v1/incidents').expect(200);
    const row = await api.database.prisma.apiKey.findUnique({ where: { hash: hashKey(key) } });
    expect(row?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(row)).not.toContain(key);
  });

  it('with scopes do less than their person, and never more', async () => {
    const narrow = await addKey(api.database, 'per_eng', ['oncall.read']);
    expect((await as(api.app, narrow).get('/api/v1/incidents')).status).toBe(403);
    const wide = await addKey(api.database, 'per_eng', ['*']);
    expect((await as(api.app, wide).get('/api/v1/audit')).status).toBe(403);
  });

  it('of a service can read, and cannot be accountable', async () => {
    const key = await addKey(api.database, null, ['incident.*']);
    const { id } = await writeIncident(api.database, {}, 'per_eng');
    await as(api.app, key).get(`/api/v1/incidents/${id}`).expect(200);
    const answer = await as(api.app, key).post(`/api/v1/incidents/${id}/acknowledge`).send({});
    expect([answer.status, answer.body.code]).toEqual([422, 'service_cannot_hold']);
  });
});

describe('what a caller may see', () => {
  const sees = async (caller: Caller, id: string): Promise<boolean> => {
    const one = await as(api.app, caller.key).get(`/api/v1/incidents/${id}`);
    const list = await as(api.app, caller.key).get('/api/v1/incidents?limit=100');
    const listed = list.body.items.some((item: { id: string }) => item.id === id);
    expect([one.status, listed]).toEqual(one.status === 200 ? [200, true] : [404, false]);
    return listed;
  };

  it('follows department, site and below, customer and holder, in lists as for one', async () => {
    const outsider = await addPerson(api.database, 'per_outsider', { memberOf: 'dep_b' });
    const holder = outsider.person;
    const site = { id: 'sit_room', name: 'room' };
    const inRoom = await writeIncident(api.database, { site }, holder);
    const ofA = await writeIncident(
      api.database,
      { department: { id: 'dep_a', name: 'a' } },
      holder,
    );
    const ofX = await writeIncident(api.database, { service: { id: 'svc_x', name: 'x' } }, holder);
    const bare = await writeIncident(api.database, {}, holder);
    const all = [inRoom, ofA, ofX, bare];
    const visibleTo = async (caller: Caller) => Promise.all(all.map(({ id }) => sees(caller, id)));
    const add = (id: string, standing: Parameters<typeof addPerson>[2]) =>
      addPerson(api.database, id, standing);
    const viewer = 'viewer' as const;
    expect(await visibleTo(await add('v_all', { role: viewer }))).toEqual([true, true, true, true]);
    expect(await visibleTo(await add('v_a', { role: viewer, departmentId: 'dep_a' }))).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(await visibleTo(await add('v_city', { role: viewer, siteId: 'sit_city' }))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(await visibleTo(await add('v_other', { role: viewer, siteId: 'sit_other' }))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const contact = await add('c_x', { role: 'customer_contact', customerId: 'cus_x' });
    expect(await visibleTo(contact)).toEqual([false, false, true, false]);
    expect(await visibleTo(await add('v_b', { role: viewer, departmentId: 'dep_b' }))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('includes what they hold, whatever else they may see', async () => {
    const mine = await addPerson(api.database, 'per_mine', {
      role: 'engineer',
      siteId: 'sit_other',
    });
    const site = { id: 'sit_room', name: 'room' };
    const { id, number } = await writeIncident(api.database, { site }, mine.person);
    await as(api.app, mine.key).get(`/api/v1/incidents/${number}`).expect(200);
    const work = await as(api.app, mine.key).get('/api/v1/me/work').expect(200);
    expect(work.body.items).toMatchObject([{ why: 'held', id, number }]);
  });

  it('is commanded with 403 only where it is seen', async () => {
    const reader = await addPerson(api.database, 'per_both', {
      role: 'engineer',
      siteId: 'sit_other',
    });
    await api.database.prisma.roleBinding.create({
      data: { id: 'rol_both', personId: 'per_both', role: 'viewer', siteId: 'sit_city' },
    });
    const room = { id: 'sit_room', name: 'room' };
    const seen = await writeIncident(api.database, { site: room }, 'per_eng');
    const unseen = await writeIncident(api.database, {}, 'per_eng');
    const post = (id: string) =>
      as(api.app, reader.key).post(`/api/v1/incidents/${id}/acknowledge`).send({});
    expect((await post(seen.id)).status).toBe(403);
    expect((await post(unseen.id)).status).toBe(404);
  });
});

describe('lists', () => {
  it('page through everything once, whatever the limit, and count only when asked', async () => {
    const admin = as(api.app, api.adminKey);
    const whole = await admin.get('/api/v1/incidents?limit=100&count=true').expect(200);
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: request.Response = await admin
        .get('/api/v1/incidents')
        .query({ limit: 3, ...(cursor ? { cursor } : {}) })
        .expect(200);
      expect(page.body.total).toBeUndefined();
      found.push(...page.body.items.map((item: { id: string }) => item.id));
      cursor = page.body.nextCursor;
    }
    expect(found).toEqual(whole.body.items.map((item: { id: string }) => item.id));
    expect(whole.body.total).toBe(found.length);
  });

  it('filter by site and below, stage, holder, text and number', async () => {
    const site = { id: 'sit_room', name: 'room' };
    const given = { site, title: 'fan 100% broken_', severity: 'info' as const };
    const { id, number } = await writeIncident(api.database, given, 'per_eng');
    const ids = async (query: object): Promise<string[]> => {
      const { body } = await as(api.app, api.adminKey)
        .get('/api/v1/incidents')
        .query(query)
        .expect(200);
      return body.items.map((item: { id: string }) => item.id);
    };
    expect(await ids({ severity: 'info', site: 'sit_city' })).toEqual([id]);
    expect(await ids({ q: '100% broken_' })).toEqual([id]);
    expect(await ids({ q: '100%_broken_' })).toEqual([]);
    expect(await ids({ q: number })).toEqual([id]);
    expect(await ids({ severity: ['info', 'warning'], holder: 'per_eng', open: 'true' })).toEqual([
      id,
    ]);
    expect(await ids({ severity: 'info', stage: 'closed' })).toEqual([]);
    expect(await ids({ severity: 'info', since: '2199-01-01T00:00:00Z' })).toEqual([]);
  });

  it('refuse a cursor of another list', async () => {
    const cursor = Buffer.from('["audit",1,"x",1]').toString('base64url');
    for (const bad of [cursor, 'x', '%00', 'W10']) {
      const { status, body } = await as(api.app, api.adminKey)
        .get('/api/v1/incidents')
        .query({ cursor: bad });
      expect([status, body.code]).toEqual([400, 'invalid_cursor']);
    }
  });
});

describe('the audit trail', () => {
  /** What somebody with the database's own rights could do. */
  const tampering = (change: (tx: Prisma.TransactionClient) => Promise<unknown>) =>
    api.database.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`;
      await change(tx);
    });

  it('holds who did what, and shows when a line was changed or removed', async () => {
    const { prisma } = api.database;
    const { id } = await writeIncident(api.database, {}, 'per_eng');
    const post = () => as(api.app, engineer.key).post(`/api/v1/incidents/${id}/close`).send({});
    await post();
    await post();
    expect(await verifyAudit(prisma, id)).toEqual({ ok: true, lines: 4 });
    const listed = await as(api.app, api.adminKey).get(`/api/v1/audit?subject=${id}`).expect(200);
    expect(listed.body.items.map((line: { action: string }) => line.action)).toEqual([
      'incident.close.refused',
      'incident.close',
      'incident.close.refused',
      'incident.close',
    ]);
    expect(listed.body.items[0].actor).toMatchObject({ kind: 'user', id: 'per_eng' });
    const where = { subject_seq: { subject: id, seq: 2 } };
    await expect(prisma.audit.delete({ where })).rejects.toThrow('append-only');
    await tampering((tx) => tx.audit.update({ where, data: { action: 'incident.note' } }));
    expect(await verifyAudit(prisma, id)).toMatchObject({ ok: false, seq: 2 });
    await tampering((tx) => tx.audit.deleteMany({ where: { subject: id, seq: 1 } }));
    expect(await verifyAudit(prisma, id)).toMatchObject({ ok: false, seq: 1 });
  });

  it('keeps its order under many writers at once', async () => {
    const { id } = await writeIncident(api.database, {}, 'per_eng');
    const posts = Array.from({ length: 8 }, () =>
      as(api.app, engineer.key).post(`/api/v1/incidents/${id}/note`).send({ text: 'x' }),
    );
    await Promise.all(posts);
    const verdict = await verifyAudit(api.database.prisma, id);
    expect(verdict).toMatchObject({ ok: true });
  });

  it('is nothing for somebody whose role ends at a department', async () => {
    const lead = await addPerson(api.database, 'per_lead', {
      role: 'ops_lead',
      departmentId: 'dep_a',
    });
    expect((await as(api.app, lead.key).get('/api/v1/audit')).status).toBe(403);
  });
});
