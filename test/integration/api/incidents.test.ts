import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from './incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from './running-api.js';

const limitMs = 30_000;

let api: RunningApi;
let worker: IncidentWorker;
let li: Caller;
let wang: Caller;

beforeAll(async () => {
  api = await runApi();
  const { prisma } = api.database;
  const standing = { role: 'engineer' as const, language: 'en' as const };
  li = await addPerson(api.database, 'per_li', standing);
  wang = await addPerson(api.database, 'per_wang', { ...standing, language: 'zh' });
  for (const id of ['per_li', 'per_wang']) {
    const channels = [{ channel: 'mail', address: { address: `${id}@baton.test` }, afterS: 0 }];
    await prisma.person.update({ where: { id }, data: { channels } });
  }
  const rungs = [{ delayS: 600, targets: [{ kind: 'person', id: 'per_li' }] }];
  const name = { zh: '默认', en: 'default' };
  const policy = { policyId: 'pol_default', version: 1, name, isDefault: true };
  await prisma.policy.create({ data: { id: 'pol_default@1', ...policy, rungs, overdue: rungs } });
  worker = await runIncidentWorker(api);
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const declare = async (body: object = {}): Promise<{ id: string; number: string }> => {
  const sent = { title: 'core switch down', ...body };
  const { status, body: made } = await as(api.app, wang.key).post('/api/v1/incidents').send(sent);
  expect([status, made.stage]).toEqual([201, 'detected']);
  return made as { id: string; number: string };
};

const verb = (caller: Caller, id: string, name: string, body: object = {}) =>
  as(api.app, caller.key).post(`/api/v1/incidents/${id}/${name}`).send(body);

const get = (path: string, caller: Caller = li) => as(api.app, caller.key).get(path);

/** The token in the page that was mailed for this incident. */
async function mailedToken(number: string): Promise<string> {
  const tokenIn = () => {
    const mail = worker.mail.mails.find(({ mail: sent }) => sent.subject?.includes(number));
    return /\/a\/([\w-]+)/.exec(mail?.mail.text ?? '')?.[1];
  };
  await waitUntil(() => tokenIn() !== undefined, { limitMs, what: () => `a page for ${number}` });
  return tokenIn() ?? '';
}

describe('an incident', () => {
  it('is declared, acknowledged, restored, verified and closed by its verbs, and read by number', async () => {
    const { id, number } = await declare({ impactClass: 'none', severity: 'warning' });
    const acknowledged = await verb(li, number, 'acknowledge', {});
    expect([acknowledged.status, acknowledged.body.stage, acknowledged.body.holder.person]).toEqual(
      [200, 'responding', 'per_li'],
    );
    expect(acknowledged.body.holder.name).toBe('per_li');
    expect(acknowledged.body.promise.until).toMatch(/Z$/);
    const read = await get(`/api/v1/incidents/${number}`);
    expect(read.body.version).toBeGreaterThanOrEqual(acknowledged.body.version);
    expect(read.get('etag')).toBe(`"${read.body.version}"`);
    expect((await verb(li, id, 'mitigate')).status).toBe(200);
    expect((await verb(li, id, 'restore', { how: 'replaced' })).body.stage).toBe('restored');
    const verified = await verb(li, id, 'verify', { by: 'engineer' });
    expect(verified.status).toBe(200);
    const closed = await verb(li, id, 'close');
    expect([closed.status, closed.body.stage]).toEqual([200, 'closed']);
    const lines = await get(`/api/v1/incidents/${id}/timeline?limit=100`);
    const said = lines.body.items.map((line: { what: string }) => line.what);
    expect(said).toEqual(expect.arrayContaining(['incident.detected', 'incident.closed']));
    const chinese = await get(`/api/v1/incidents/${id}/timeline`, wang);
    expect(chinese.body.items[0].text).toContain('检测到事件');
    expect(lines.body.items[0].text).toContain('Detected');
  });

  it('refuses with the machine’s own code, naming stages, holder and what would do', async () => {
    const { id } = await declare();
    await verb(li, id, 'acknowledge');
    const held = await verb(wang, id, 'acknowledge');
    expect([held.status, held.body.code]).toEqual([409, 'already_held']);
    expect(held.body.detail).toContain('per_li');
    expect(held.body.detail).toContain('assign');
    const early = await verb(li, id, 'verify', { by: 'customer' });
    expect([early.status, early.body.code]).toEqual([409, 'wrong_state']);
    expect(early.body.detail).toContain('restored');
    const past = await verb(li, id, 'snooze', { until: '2020-01-01T00:00:00Z' });
    expect([past.status, past.body.code]).toEqual([422, 'time_in_past']);
    const nobody = await verb(li, id, 'assign', { to: 'per_nobody' });
    expect([nobody.status, nobody.body.code]).toEqual([422, 'unknown_reference']);
    const other = await verb(wang, id, 'mitigate');
    expect([other.status, other.body.code]).toEqual([403, 'not_holder']);
    expect((await verb(li, id, 'merge', { into: 'INC-999999' })).body.code).toBe(
      'unknown_reference',
    );
  });

  it('stays with its holder until an offer is accepted', async () => {
    const { id } = await declare();
    await verb(li, id, 'acknowledge');
    const offered = await verb(li, id, 'assign', { to: 'per_wang' });
    expect(offered.body).toMatchObject({ holder: { person: 'per_li' }, offer: { to: 'per_wang' } });
    await get(`/api/v1/incidents/${id}?minSeq=${offered.body.version}`);
    const work = await get('/api/v1/me/work', wang);
    expect(work.body.items).toContainEqual(expect.objectContaining({ why: 'offered', id }));
    expect((await verb(wang, id, 'accept')).body.holder.person).toBe('per_wang');
  });

  it('is commanded in bulk with one result each', async () => {
    const [one, two] = [await declare(), await declare()];
    const ids = [one.number, two.id, 'inc_nothing'];
    const { status, body } = await as(api.app, li.key)
      .post('/api/v1/incidents/bulk/acknowledge')
      .send({ ids });
    expect(status).toBe(200);
    const results = body.results as { id: string; status: number; error?: { code: string } }[];
    expect(results.map((result) => [result.id, result.status])).toEqual([
      [one.number, 200],
      [two.id, 200],
      ['inc_nothing', 404],
    ]);
  });

  it('is the same incident for a repeated declaration', async () => {
    const post = () =>
      as(api.app, li.key)
        .post('/api/v1/incidents')
        .set('Idempotency-Key', 'declare-1')
        .send({ title: 'twice' });
    const [first, second] = [await post(), await post()];
    expect(second.body.id).toBe(first.body.id);
    expect(second.get('idempotency-replayed')).toBe('true');
  });

  it('shows its clocks, ladder and deliveries, with addresses masked', async () => {
    const { id, number } = await declare();
    await mailedToken(number);
    const clocks = await get(`/api/v1/incidents/${id}/clocks`);
    expect(clocks.body.items.map((clock: { obligation: string }) => clock.obligation)).toContain(
      'acknowledge',
    );
    const due = await get('/api/v1/clocks?due=2199-01-01T00:00:00Z&limit=1&count=true');
    expect(due.body.total).toBeGreaterThan(0);
    const ladder = await get(`/api/v1/incidents/${id}/ladder`);
    expect(ladder.body.rungs[0]).toMatchObject({ rung: 1, people: [{ id: 'per_li' }] });
    await waitUntil(
      async () => {
        const { body } = await get(`/api/v1/incidents/${id}/deliveries`);
        return body.items[0]?.state === 'delivered';
      },
      { limitMs, what: () => `a delivery of ${id}` },
    );
    const deliveries = await get(`/api/v1/incidents/${id}/deliveries`);
    const [delivery] = deliveries.body.items;
    expect(delivery.address.address).not.toContain('per_li');
    expect([delivery.attempts.length, delivery.attempts[0].outcome]).toEqual([1, 'delivered']);
  });
});

describe('the link in a page', () => {
  it('shows and never acts on GET, acknowledges once on POST, and says that it was used', async () => {
    const { id, number } = await declare({ title: 'disk <b>full</b>' });
    const path = `/a/${await mailedToken(number)}`;
    const shown = await request(api.app).get(path);
    expect([shown.status, shown.type]).toEqual([200, 'text/html']);
    expect(shown.text).toContain('disk &lt;b&gt;full&lt;/b&gt;');
    expect((await get(`/api/v1/incidents/${id}`)).body.stage).toBe('detected');
    const [one, two] = await Promise.all([
      request(api.app).post(path),
      request(api.app).post(path),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 410]);
    const read = await get(`/api/v1/incidents/${id}?minSeq=2`);
    expect([read.body.stage, read.body.holder.person]).toEqual(['responding', 'per_li']);
    expect((await request(api.app).get(path)).status).toBe(410);
    const audit = await as(api.app, api.adminKey).get(`/api/v1/audit?subject=${id}`);
    expect(audit.body.items[0].actor).toMatchObject({ kind: 'link', person: 'per_li' });
  });

  it('is nothing where it expired or never was', async () => {
    const { number } = await declare();
    const token = await mailedToken(number);
    await api.database.prisma.actionLink.updateMany({ data: { expiresAt: new Date(1) } });
    expect((await request(api.app).post(`/a/${token}`)).status).toBe(410);
    for (const path of ['/a/nothing', `/a/${'x'.repeat(3_000)}`, '/a/%00']) {
      expect([400, 404]).toContain((await request(api.app).post(path)).status);
    }
  });
});

describe('the stream', () => {
  it('tells what changes, and what changed since the last event that was seen', async () => {
    const server = api.app.listen(0);
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}/api/v1/stream`;
    const listen = async (headers: object) => {
      const abort = new AbortController();
      const Authorization = `Bearer ${li.key}`;
      const answer = await fetch(url, {
        headers: { Authorization, ...headers },
        signal: abort.signal,
      });
      return async (until: string): Promise<string> => {
        let heard = '';
        for await (const chunk of answer.body ?? []) {
          heard += Buffer.from(chunk as Uint8Array).toString();
          if (heard.includes(until)) break;
        }
        abort.abort();
        return heard;
      };
    };
    try {
      const since = String(Date.now());
      const { id } = await declare();
      const resumed = await listen({ 'Last-Event-ID': since });
      expect(await resumed(id)).toMatch(/id: ?\d+/);
      const live = await listen({});
      const second = await declare();
      expect(await live(second.id)).toContain('incident');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe('readiness and metrics', () => {
  it('is ready while database, engine and a worker are there', async () => {
    const { status, body } = await request(api.app).get('/ready');
    expect([status, body.ready, body.parts.length]).toEqual([200, true, 4]);
  });

  it('counts open incidents, deliveries and their lateness', async () => {
    const { text } = await request(api.app).get('/metrics').expect(200);
    expect(text).toMatch(/baton_incidents_open\{stage="\w+",severity="\w+"\} \d+/);
    expect(text).toMatch(/baton_delivery_lateness_seconds_bucket\{until="started",channel="mail"/);
    expect(text).toContain('baton_clocks_overdue 0');
    expect(text).toContain('baton_database_up 1');
  });
});
