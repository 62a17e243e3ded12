import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { seedInstallation } from '../../../prisma/seed/seed.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 30_000;
const handover = 'hov_under_way';

let api: RunningApi;
let worker: IncidentWorker;
let li: Caller;
let chen: Caller;

beforeAll(async () => {
  api = await runApi();
  const { prisma } = api.database;
  await seedInstallation(prisma, { mode: 'none', dataDir: '/none', now: new Date() });
  li = await addPerson(api.database, 'per_li', { role: 'engineer' });
  chen = await addPerson(api.database, 'per_chen', { role: 'engineer' });
  const name = { zh: '线', en: 'line' };
  for (const id of ['svc_new', 'svc_old']) {
    await prisma.service.create({ data: { id, code: id, name, productLine: 'sdwan' } });
  }
  await prisma.processRow.create({
    data: {
      ...{ id: handover, process: 'handover', number: 9_001, seq: 1, stage: 'trial', title: 'x' },
      ...{ serviceId: 'svc_new', startedAt: new Date(), silenced: {}, view: {} },
    },
  });
  worker = await runIncidentWorker(api);
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const verb = (caller: Caller, id: string, name: string, body: object = {}) =>
  as(api.app, caller.key).post(`/api/v1/incidents/${id}/${name}`).send(body);

const held = async (service: string): Promise<string> => {
  const sent = { title: 'sessions drop', severity: 'warning', service };
  const { body } = await as(api.app, li.key).post('/api/v1/incidents').send(sent).expect(201);
  const { id } = body as { id: string };
  await verb(li, id, 'acknowledge').expect(200);
  return id;
};

const byDelivery = { cause: 'delivery', reason: 'a wrong ACL' };

/** Lines of the trail in English, once `what` is among them. */
const told = async (id: string, what: string): Promise<string[]> => {
  const read = async () => {
    const { body } = await as(api.app, li.key).get(`/api/v1/incidents/${id}/timeline?limit=100`);
    return (body as { items: { what: string; text: string }[] }).items;
  };
  await waitUntil(async () => (await read()).some((line) => line.what === what), {
    limitMs,
    what: () => what,
  });
  return (await read()).filter((line) => line.what === what).map(({ text }) => text);
};

describe('whose fault an incident was', () => {
  it('is said to the hand-over under way of its service, and shown', async () => {
    const id = await held('svc_new');
    const { status, body } = await verb(li, id, 'attribute', byDelivery);
    expect([status, body.attributed]).toEqual([
      200,
      { ...byDelivery, by: 'per_li', at: expect.any(String), handover },
    ]);
    expect(await told(id, 'incident.fault_told')).toHaveLength(1);
    const { body: shown } = await as(api.app, li.key).get(`/api/v1/incidents/${id}`);
    expect(shown.attributed.cause).toBe('delivery');
  });

  it('is said to nobody where its service is not being handed over', async () => {
    const id = await held('svc_old');
    const { body } = await verb(li, id, 'attribute', byDelivery).expect(200);
    expect(body.attributed).not.toHaveProperty('handover');
  });

  it('is for the holder or a lead to say, with a reason and a known cause', async () => {
    const id = await held('svc_new');
    const other = await verb(chen, id, 'attribute', byDelivery);
    expect([other.status, other.body.code]).toEqual([403, 'not_holder']);
    expect((await verb(li, id, 'attribute', { cause: 'delivery' })).status).toBe(400);
    const odd = await verb(li, id, 'attribute', { cause: 'moon', reason: 'x' });
    expect([odd.status, odd.body.errors[0].pointer]).toEqual([400, '/cause']);
    const chosen = { ...byDelivery, handover: 'hov_other' };
    expect((await verb(li, id, 'attribute', chosen)).body.code).toBe('unknown_field');
  });

  it('is said of several incidents at once, each with its own hand-over', async () => {
    const ids = [await held('svc_new'), await held('svc_old')];
    const { body } = await as(api.app, li.key)
      .post('/api/v1/incidents/bulk/attribute')
      .send({ ids, ...byDelivery });
    const handovers = (
      body as { results: { incident: { attributed: { handover?: string } } }[] }
    ).results.map(({ incident }) => incident.attributed.handover);
    expect(handovers).toEqual([handover, undefined]);
  });
});
