import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyTimeline } from '../../records/timeline/verify.js';
import { openNight, type Night } from './night.js';

let night: Night;

beforeAll(async () => {
  night = await openNight();
});

afterAll(() => night.close());

const zhang = 'per_zhang_min';
const chen = 'per_chen_jie';
const trigger = (dedupKey: string) => ({
  action: 'trigger',
  title: `fan failed ${dedupKey}`,
  severity: 'warning',
  dedupKey,
});

interface Verdict {
  ok: boolean;
  lines?: number;
  seq?: number;
}

describe('the record of a night', () => {
  /** Changes rows in a way that only somebody with the database's password can. */
  const tamper = (table: 'timeline' | 'audit', change: string, id: string): Promise<unknown> =>
    night.records.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(`alter table ${table} disable trigger ${table}_append_only`);
      await tx.$executeRawUnsafe(change, id);
      await tx.$executeRawUnsafe(`alter table ${table} enable trigger ${table}_append_only`);
    });

  it('verifies from its first line to its last, and names the line that somebody edited or took out', async () => {
    const { id } = await night.paged(trigger('a1'));
    const me = night.person(zhang);
    await me.verb(id, 'acknowledge');
    await me.verb(id, 'note', { text: 'fan replaced' });
    await me.verb(id, 'restore', { how: 'new fan' });
    await me.incident(id);
    const lines = (await night.timeline(id)).length;
    expect(await verifyTimeline(night.records, id)).toEqual({ ok: true, lines });
    const verify = async (): Promise<Verdict> =>
      (await night.person('admin').get<Verdict>(`/api/v1/audit/${id}/verify`)).body;
    expect(await verify()).toEqual({ ok: true, lines: 3 });

    const rewritten = `update timeline set "with" = '{"text": "nothing happened"}'
      where subject = $1 and what = 'incident.note'`;
    await expect(night.records.prisma.$executeRawUnsafe(rewritten, id)).rejects.toThrow(
      /append-only/,
    );
    await tamper('timeline', rewritten, id);
    const note = (await night.timeline(id)).indexOf('incident.note') + 1;
    expect(await verifyTimeline(night.records, id)).toMatchObject({ ok: false, n: note });

    const removed = `delete from audit where subject = $1 and action = 'incident.note'`;
    await expect(night.records.prisma.$executeRawUnsafe(removed, id)).rejects.toThrow(
      /append-only/,
    );
    await tamper('audit', removed, id);
    expect(await verify()).toMatchObject({ ok: false, seq: 2 });
  });
});

describe('a request that is sent twice', () => {
  it('is done once and answered the same; with another body it is refused, and callers with the same key never collide', async () => {
    const { id } = await night.paged(trigger('i1'));
    const note = (person: string, text: string) =>
      night
        .person(person)
        .post(`/api/v1/incidents/${id}/note`, { text }, { 'idempotency-key': 'note-1' });
    const first = await note(zhang, 'seen');
    const again = await note(zhang, 'seen');
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const other = await note(zhang, 'seen twice');
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_mismatch']);
    const colleague = await note(chen, 'seen by me too');
    expect(colleague.status).toBe(200);
    expect(colleague.headers.get('idempotency-replayed')).toBeNull();
    await night.person(chen).incident(id);
    const notes = (await night.timeline(id)).filter((what) => what === 'incident.note');
    expect(notes).toHaveLength(2);
  });
});

describe('who may do what', () => {
  it('lets no service key acknowledge, and leaves the incident open for a person', async () => {
    const { id } = await night.paged(trigger('k1'));
    const { key } = await night.make<{ key: string }>('keys', {
      name: 'ticket robot',
      scopes: ['incident.*'],
    });
    const robot = night.person(key);
    expect((await robot.incident(id)).stage).toBe('detected');
    const refused = await robot.verb(id, 'acknowledge');
    expect([refused.status, refused.body.code]).toEqual([422, 'service_cannot_hold']);
    expect((await night.person(zhang).incident(id)).stage).toBe('detected');
    expect((await night.person(zhang).verb(id, 'acknowledge')).status).toBe(200);
  });

  it('shows a viewer of one department nothing of another’s incident, as if it did not exist', async () => {
    const { id, number } = await night.paged({ ...trigger('k2'), service: 'LL-0001' });
    const viewerOf = async (department: string): Promise<string> => {
      const person = (await night.make('people', { name: department, department })).id;
      await night.make('role-bindings', { person, role: 'viewer', department });
      return (await night.make<{ key: string }>('keys', { name: 'reader', person })).key;
    };
    const outsider = night.person(await viewerOf('dep_hr'));
    const insider = night.person(await viewerOf('dep_noc'));
    const statuses = async (reader: typeof outsider): Promise<number[]> => {
      const paths = ['', '/timeline', '/deliveries', '/clocks', '/ladder'];
      const asked = [id, number].flatMap((name) =>
        paths.map((path) => reader.get(`/api/v1/incidents/${name}${path}`)),
      );
      return [...new Set((await Promise.all(asked)).map(({ status }) => status))];
    };
    expect(await statuses(outsider)).toEqual([404]);
    expect(await statuses(insider)).toEqual([200]);
    const list = await outsider.get<{ items: { id: string }[] }>('/api/v1/incidents?limit=100');
    expect(list.body.items.map((one) => one.id)).not.toContain(id);
    expect((await outsider.verb(id, 'acknowledge')).status).not.toBe(200);
    const never = await outsider.get('/api/v1/incidents/INC-999999');
    const hidden = await outsider.get(`/api/v1/incidents/${number}`);
    expect([hidden.status, hidden.body.code]).toEqual([never.status, never.body.code]);
  });
});
