import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { seedInstallation } from '../../../prisma/seed/seed.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 30_000;

let api: RunningApi;
let worker: IncidentWorker;
let li: Caller;
let wang: Caller;

beforeAll(async () => {
  api = await runApi();
  const { prisma } = api.database;
  await seedInstallation(prisma, { mode: 'none', dataDir: '/none', now: new Date() });
  li = await addPerson(api.database, 'per_li', { role: 'engineer' });
  wang = await addPerson(api.database, 'per_wang', { role: 'ops_lead', language: 'zh' });
  worker = await runIncidentWorker(api);
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const declared = async (): Promise<string> => {
  const sent = { title: 'leased line down', severity: 'error', impactClass: 'interruption' };
  const { body } = await as(api.app, li.key).post('/api/v1/incidents').send(sent).expect(201);
  const { id } = body as { id: string };
  await verb(li, id, 'acknowledge').expect(200);
  return id;
};

const verb = (caller: Caller, id: string, name: string, body: object = {}) =>
  as(api.app, caller.key).post(`/api/v1/incidents/${id}/${name}`).send(body);

const get = (path: string, caller: Caller = li) => as(api.app, caller.key).get(path);

/** Every question of the row, nothing wrong anywhere but two customers down. */
const facts = {
  nodeIsolated: false,
  customersDown: 2,
  tierACustomersDown: 0,
  siteCustomersDownPercent: 1,
  pathLost: false,
  slaDegraded: false,
  networkMatter: 'none',
};

describe('the level of an incident', () => {
  it('is computed from facts by the standard in force, and says which criteria it hit', async () => {
    const id = await declared();
    const { body } = await get('/api/v1/lookup/severity/questions?domain=network');
    const questions = (body as { questions: { id: string; kind: string }[] }).questions;
    const rest = questions.filter((one) => !(one.id in facts));
    const quiet = Object.fromEntries(
      rest.map((one) => [one.id, one.kind === 'boolean' ? false : 0]),
    );
    const graded = await verb(li, id, 'grade', { facts: { ...facts, ...quiet } });
    expect([graded.status, graded.body.grading]).toMatchObject([
      200,
      { status: 'graded', level: 'P3', criteria: ['network.p3.customers'], matrix: { version: 1 } },
    ]);
    const stored = await api.database.prisma.processFact.findMany({
      where: { subject: id, kind: 'assessment' },
    });
    expect(stored).toHaveLength(1);
    expect(stored[0]?.data).toMatchObject({ level: 'P3', by: 'per_li', complete: true });
  });

  it('does not fall on facts that leave graver ones open', async () => {
    const id = await declared();
    const { body } = await verb(li, id, 'grade', { facts: { customersDown: 1 } }).expect(200);
    expect(body.grading).toMatchObject({ status: 'mapped', level: 'P2', computed: 'P3' });
  });

  it('refuses a fact that the standard does not ask for, by its pointer', async () => {
    const id = await declared();
    const { status, body } = await verb(li, id, 'grade', { facts: { bogus: true } });
    expect([status, body.code, body.errors[0].pointer]).toEqual([
      400,
      'unknown_field',
      '/facts/bogus',
    ]);
    expect((await verb(li, id, 'grade', {})).status).toBe(400);
  });

  it('goes below the computed one only by two persons, each with their own key', async () => {
    const id = await declared();
    await verb(li, id, 'grade', { facts: { nodeIsolated: true } }).expect(200);
    expect((await verb(li, id, 'grade', { level: 'P3' })).body.code).toBe('reason_needed');
    const reason = 'only a test network';
    const proposed = await verb(li, id, 'grade', { level: 'P3', reason }).expect(200);
    expect(proposed.body.grading.level).toBe('P1');
    const [{ id: proposal }] = proposed.body.proposals;
    const alone = await verb(li, id, 'confirm', { proposal });
    expect([alone.status, alone.body.code]).toEqual([422, 'second_name_needed']);
    const confirmed = await verb(wang, id, 'confirm', { proposal }).expect(200);
    expect(confirmed.body.grading).toMatchObject({ status: 'graded', level: 'P3', first: 'P1' });
  });

  it('is commanded at P1 and P2 by somebody who does not hold it', async () => {
    const id = await declared();
    await verb(li, id, 'grade', { facts: { nodeIsolated: true } }).expect(200);
    expect((await verb(wang, id, 'command', { to: 'per_li' })).body.code).toBe('commander_holds');
    const { body } = await verb(wang, id, 'command', { to: 'per_wang' }).expect(200);
    expect([body.commander, body.holder.person]).toEqual(['per_wang', 'per_li']);
  });
});

describe('what follows from the level', () => {
  it('explains each due time step by step, in the language of the caller', async () => {
    const id = await declared();
    await verb(li, id, 'grade', { facts: { nodeIsolated: true } }).expect(200);
    await waitUntil(
      async () => {
        const { body } = await get(`/api/v1/incidents/${id}/clocks`);
        return body.items.some(({ obligation }: { obligation: string }) =>
          obligation.startsWith('notice/'),
        );
      },
      { limitMs, what: () => 'the clocks of its notices' },
    );
    const { body } = await get(`/api/v1/incidents/${id}/clocks`);
    const restore = body.items.find(
      (clock: { obligation: string }) => clock.obligation === 'restore',
    );
    const keys = restore.steps.map(({ key }: { key: string }) => key);
    expect([keys.at(0), keys.at(-1)]).toEqual(['started_open', 'due']);
    expect(Date.parse(restore.steps.at(-1).at)).toBe(Date.parse(restore.dueAt));
    const zh = await get(`/api/v1/incidents/${id}/clocks`, wang);
    expect(zh.body.items[0].steps[0].text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('does not close at P1 and P2 before its review names an article or why none is needed', async () => {
    const id = await declared();
    await verb(li, id, 'grade', { facts: { nodeIsolated: true } }).expect(200);
    await verb(li, id, 'restore', { how: 'card replaced' }).expect(200);
    const refused = await verb(li, id, 'close');
    expect([refused.status, refused.body.code]).toEqual([422, 'review_missing']);
    const review = { cause: 'a worn card', actions: [{ text: 'renew the rest', owner: 'per_li' }] };
    const knowledge = { link: 'https://kb.example.com/42' };
    await verb(li, id, 'review', { ...review, knowledge }).expect(200);
    expect((await verb(li, id, 'close')).body.stage).toBe('closed');
    const { body } = await get(`/api/v1/incidents/${id}`);
    expect(body.review).toMatchObject({ cause: 'a worn card', actions: 1, knowledge });
  });
});
