import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { scaleOf } from '../../../records/scale/scale.js';
import { audienceOf } from '../../../records/drill/audience.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 30_000;
const factor = 600;

let api: RunningApi;
let worker: IncidentWorker;
let li: Caller;
let wang: Caller;

beforeAll(async () => {
  api = await runApi();
  const { prisma } = api.database;
  li = await addPerson(api.database, 'per_li', { role: 'engineer' });
  wang = await addPerson(api.database, 'per_wang', { role: 'engineer' });
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

const declare = (body: object) =>
  as(api.app, wang.key)
    .post('/api/v1/incidents')
    .send({ title: 'core switch down', ...body });

const demo = (mode: string) =>
  api.database.prisma.installation.upsert({
    where: { key: 'seed' },
    create: { key: 'seed', value: { mode } },
    update: { value: { mode } },
  });

const mailsTo = (person: string, number: string): number =>
  worker.mail.mails.filter(
    ({ mail }) =>
      mail.subject?.includes(number) && JSON.stringify(mail.to ?? '').includes(`${person}@`),
  ).length;

describe('a scaled clock', () => {
  it('is refused where the organisation is real and the incident is no drill', async () => {
    const before = await api.database.prisma.timeScale.count();
    for (const mode of [undefined, 'none']) {
      if (mode) await demo(mode);
      const { status, body } = await declare({ scale: factor });
      expect([status, body.code]).toEqual([422, 'scale_not_allowed']);
    }
    expect(await api.database.prisma.timeScale.count()).toBe(before);
  });

  it.each([0, 10_001, 1.5])('is refused at factor %s', async (scale) => {
    const { status, body } = await declare({ scale, drill: true });
    expect([status, body.code]).toEqual([400, 'invalid_field']);
  });

  it('runs an incident of a demo, whose clocks are read by it and counted by nobody', async () => {
    await demo('demo');
    const { status, body } = await declare({ scale: factor });
    expect(status).toBe(201);
    const { id } = body as { id: string };
    expect(await scaleOf(api.database, id)).toMatchObject({ factor });
    const clocks = async () =>
      (await as(api.app, li.key).get(`/api/v1/incidents/${id}/clocks`)).body.items as {
        obligation: string;
        state: string;
        startAt: string;
        dueAt: string;
      }[];
    const acknowledge = async () =>
      (await clocks()).find(({ obligation }) => obligation === 'acknowledge');
    const wanted = async () => (await acknowledge())?.state === 'overdue';
    await waitUntil(wanted, { limitMs, what: () => 'an overdue clock' });
    const due = Date.parse((await acknowledge())?.dueAt ?? '');
    expect(due).toBeGreaterThan(Date.now());
    const { text } = await as(api.app, api.adminKey).get('/metrics');
    expect(text).toMatch(/^baton_clocks_overdue 0$/m);
    await demo('none');
  });
});

describe('an incident declared as a drill', () => {
  it('may run on its own clock anywhere, and reaches nobody but who declared it', async () => {
    const { status, body } = await declare({ drill: true, scale: 60 });
    expect(status).toBe(201);
    const { id, number } = body as { id: string; number: string };
    expect(await audienceOf(api.database, id)).toEqual({
      drill: id,
      people: ['per_wang'],
      players: ['per_wang'],
    });
    await waitUntil(() => mailsTo('per_wang', number) > 0, {
      limitMs,
      what: () => 'the page of the declarer',
    });
    const rows = await api.database.prisma.delivery.findMany({ where: { subject: id } });
    expect(new Set(rows.map(({ personId }) => personId))).toEqual(new Set(['per_wang']));
    const baton = await api.database.prisma.baton.findUnique({ where: { subject: id } });
    expect(baton?.holderId).toBe('per_wang');
    expect(mailsTo('per_li', number)).toBe(0);
  });
});
