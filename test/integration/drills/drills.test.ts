import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { run } from '../../../cli/run.js';

import { scenarios } from '../../../domain/drill/scenarios/catalogue.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 30_000;
/** Two hours of script in two seconds. */
const scale = 3_600;

let api: RunningApi;
let worker: IncidentWorker;
let leader: Caller;
let li: Caller;
let viewer: Caller;
let boss: Caller;

beforeAll(async () => {
  api = await runApi();
  const { prisma } = api.database;
  leader = await addPerson(api.database, 'per_leader', { role: 'engineer' });
  li = await addPerson(api.database, 'per_li', { role: 'engineer' });
  await addPerson(api.database, 'per_wang', { role: 'engineer' });
  boss = await addPerson(api.database, 'per_boss', { role: 'ops_lead' });
  viewer = await addPerson(api.database, 'per_viewer', { role: 'viewer' });
  for (const id of ['per_leader', 'per_li', 'per_wang', 'per_boss']) {
    const channels = [{ channel: 'mail', address: { address: `${id}@baton.test` }, afterS: 0 }];
    await prisma.person.update({ where: { id }, data: { channels } });
  }
  const rungs = [{ delayS: 600, targets: [{ kind: 'person', id: 'per_boss' }] }];
  const name = { zh: '默认', en: 'default' };
  const policy = { policyId: 'pol_default', version: 1, name, isDefault: true };
  await prisma.policy.create({ data: { id: 'pol_default@1', ...policy, rungs, overdue: rungs } });
  worker = await runIncidentWorker(api);
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const begin = (body: object, by = leader) => as(api.app, by.key).post('/api/v1/drills').send(body);

const read = async (id: string, caller = leader) =>
  (await as(api.app, caller.key).get(`/api/v1/drills/${id}`)).body;

const until = async (
  id: string,
  wanted: (drill: { stage: string; played: { count: number } }) => boolean,
) => {
  let last: Awaited<ReturnType<typeof read>>;
  const there = async (): Promise<boolean> => {
    last = await read(id);
    return wanted(last);
  };
  await waitUntil(there, { limitMs, what: () => `the drill, last ${JSON.stringify(last)}` });
  return last;
};

const fibre = { scenario: 'two-site-fibre-cut', participants: ['per_li', 'per_wang'] };

describe('the drills there are', () => {
  it('are listed with story, script and steps in both languages', async () => {
    const { body } = await as(api.app, viewer.key).get('/api/v1/drill-scenarios');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(scenarios.map(({ id }) => id));
    const [ups] = body.items;
    expect(ups.length).toBe('PT1H30M');
    expect(ups.steps[0]).toMatchObject({ text: { zh: expect.any(String) }, within: 'PT5M' });
    expect(ups.script[1]).toMatchObject({ kind: 'word', after: 'PT15M' });
  });
});

describe('starting a drill', () => {
  it.each([
    [{ ...fibre, scenario: 'flood' }, 422, 'unknown_reference'],
    [{ ...fibre, participants: ['per_nobody'] }, 422, 'unknown_reference'],
    [{ ...fibre, service: 'svc_nowhere' }, 422, 'unknown_reference'],
    [{ ...fibre, participants: [] }, 400, 'invalid_field'],
    [{ ...fibre, scale: 0 }, 400, 'invalid_field'],
  ])('is refused with %j', async (body, status, code) => {
    const answer = await begin(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('needs the right to run one, and a repeat finds the same', async () => {
    expect((await begin(fibre, viewer)).status).toBe(403);
    const post = () =>
      as(api.app, leader.key)
        .post('/api/v1/drills')
        .set('Idempotency-Key', 'drill-once')
        .send(fibre);
    const [once, twice] = [await post(), await post()];
    expect([once.status, once.body.holder.person]).toEqual([201, 'per_leader']);
    expect(twice.body.id).toBe(once.body.id);
    const off = await as(api.app, boss.key)
      .post(`/api/v1/drills/${once.body.number}/cancel`)
      .send({ reason: 'a real fault' });
    expect([off.status, off.body.closedAs]).toEqual([200, 'cancelled']);
  });
});

describe('two sites and one cut', () => {
  it('make one incident and its child, which end with the drill', async () => {
    const { body: begun } = await begin({ ...fibre, scale });
    const drill = await until(begun.id, ({ played }) => played.count === 5);
    const { incidents } = drill as { incidents: { key: string; id: string }[] };
    const of = (key: string) => incidents.find((one) => one.key === key)?.id ?? '';
    expect(incidents).toHaveLength(2);
    const shown = async (id: string) =>
      (await as(api.app, li.key).get(`/api/v1/incidents/${id}`)).body;
    await waitUntil(async () => (await shown(of('trunk'))).children === 1, {
      limitMs,
      what: () => 'the child at its parent',
    });
    const [trunk, far] = [await shown(of('trunk')), await shown(of('far-site'))];
    expect([trunk.drill, far.drill, trunk.children]).toEqual([true, true, 1]);
    expect(far.parent.id).toBe(of('trunk'));
    expect([trunk.holder.person, far.holder.person]).toEqual(['per_li', 'per_li']);
    const { status } = await as(api.app, leader.key).post(`/api/v1/drills/${begun.id}/finish`);
    expect(status).toBe(200);
    const closed = await until(begun.id, ({ stage }) => stage === 'closed');
    expect(closed.score).toMatchObject({ marks: 0, possible: 100 });
    const ended = async () =>
      (await shown(of('trunk'))).stage === 'closed' &&
      (await shown(of('far-site'))).stage === 'closed';
    await waitUntil(ended, { limitMs, what: () => 'the end of its incidents' });

    const rows = await api.database.prisma.delivery.findMany({
      where: { subject: { in: [begun.id, of('trunk'), of('far-site')] } },
    });
    expect(rows.length).toBeGreaterThan(0);
    for (const { personId } of rows) {
      expect(['per_leader', 'per_li', 'per_wang']).toContain(personId);
    }
    const page = await as(api.app, leader.key).get(`/api/v1/drills/${begun.id}/transcript.html`);
    expect(page.get('content-type')).toContain('text/html');
    expect(page.text).toContain('0 of 100 marks (0 %)');
    expect(page.text).toContain('3600 times as fast');
    const { body: transcript } = await as(api.app, leader.key)
      .get(`/api/v1/drills/${begun.id}/transcript`)
      .set('Accept-Language', 'zh');
    expect(transcript).toMatchObject({ marks: 0, possible: 100, percent: 0, scale });
    const { text } = await as(api.app, api.adminKey).get('/metrics');
    expect(text).not.toMatch(/^baton_incidents_open\{.*\} [1-9]/m);
  });
});

describe('baton drill', () => {
  let server: Server;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'baton-drill-cli-'));
    await new Promise<void>((listening) => {
      server = api.app.listen(0, '127.0.0.1', () => listening());
    });
  });

  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    await rm(folder, { recursive: true, force: true });
  });

  const baton = async (...words: string[]) => {
    const printed = { out: '', err: '' };
    const { port } = server.address() as AddressInfo;
    const code = await run(['drill', ...words], {
      config: {
        url: `http://127.0.0.1:${port}`,
        key: leader.key,
        dataDir: folder,
        profilesFile: join(folder, 'config.json'),
        language: 'en',
      },
      out: (text) => void (printed.out += text),
      err: (text) => void (printed.err += text),
      coloured: false,
      input: () => Promise.resolve(''),
      now: () => Date.now(),
      signal: new AbortController().signal,
      zone: 'Asia/Shanghai',
    });
    return { code, ...printed };
  };

  it('runs one, shows it step by step, finishes it and lists it with its marks', async () => {
    const begun = await baton('run', 'ups-on-battery', '--with', 'per_li', 'per_wang');
    expect([begun.code, begun.err]).toEqual([0, '']);
    const [number = ''] = /DR-\d+/.exec(begun.out) ?? [];
    expect(begun.out).toContain('UPS on battery; played by per_li, per_wang');
    const running = await baton('show', number);
    expect(running.out).toContain('running');
    expect(running.out).toContain('Graded P2 within 10 minutes');
    const clocks = async (drill: boolean) =>
      (await as(api.app, leader.key).get(`/api/v1/clocks?drill=${drill}&limit=100`)).body.items;
    expect((await clocks(true)).length).toBeGreaterThan(0);
    expect(await clocks(false)).toEqual([]);
    const finished = await baton('finish', number.replace('DR-', ''));
    expect([finished.code, finished.err]).toEqual([0, '']);
    await until(number, ({ stage }) => stage === 'closed');
    const listed = await baton('list');
    expect(listed.out).toMatch(new RegExp(`${number}.*scored.*0/100`));
    expect(listed.out).toContain('two-site-fibre-cut');
    const refused = await baton('cancel', number, '--reason', 'late');
    expect(refused.code).not.toBe(0);
  });
});

describe('a chain opened in a drill', () => {
  it('stays within it: whoever was asked, a participant is paged, and nobody else answers', async () => {
    const { prisma } = api.database;
    const named = { zh: '网络部', en: 'network' };
    await prisma.department.create({
      data: { id: 'dep_net', name: named, headId: 'per_boss', deputyId: 'per_boss' },
    });
    const { body: begun } = await begin({ ...fibre, scenario: 'ups-on-battery' });
    const drill = await until(begun.id, ({ played }) => played.count === 1);
    const known = async () => (await read(begun.id)).incidents.length === 1;
    await waitUntil(known, { limitMs, what: () => 'the incident of the drill' });
    const [{ id: incident }] = (await read(drill.id)).incidents;
    const asked = await as(api.app, li.key)
      .post('/api/v1/escalations')
      .send({
        subject: incident,
        to: { kind: 'department', id: 'dep_net' },
        ask: 'Check the feeder, please',
        priority: 'P2',
      });
    expect([asked.status, asked.body.code]).toEqual([201, undefined]);
    const chain = asked.body.id as string;
    const rows = () => prisma.delivery.findMany({ where: { subject: chain } });
    await waitUntil(async () => (await rows()).length > 0, { limitMs, what: () => 'its page' });
    for (const { personId } of await rows()) expect(['per_li', 'per_wang']).toContain(personId);
    const answered = await as(api.app, boss.key)
      .post(`/api/v1/escalations/${chain}/accept`)
      .send({});
    expect(answered.body.code).toBe('outside_drill');
    await as(api.app, leader.key).post(`/api/v1/drills/${drill.id}/finish`);
    const closed = await until(drill.id, ({ stage }) => stage === 'closed');
    const gone = async () =>
      (await prisma.processRow.findUniqueOrThrow({ where: { id: chain } })).closedAt !== null;
    await waitUntil(gone, { limitMs, what: () => 'the end of the chain' });
    expect(closed.score.possible).toBe(100);
  });
});
