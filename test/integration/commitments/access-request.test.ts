import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type RunningApi } from '../api/running-api.js';

const limitMs = 60_000;
const keysForgottenMs = 2_100;

let api: RunningApi;
let worker: IncidentWorker;
const callers: Record<string, ReturnType<typeof as>> = {};
const look = '/api/v1/lookup/commitment?service=svc_own&metric=restore';

beforeAll(async () => {
  api = await runApi();
  worker = await runIncidentWorker(api);
  const { prisma } = api.database;
  const name = { zh: '服务部', en: 'Service' };
  await prisma.department.create({ data: { id: 'dep_s', name, headId: 'boss' } });
  for (const customer of ['cus_own', 'cus_other']) {
    await prisma.customer.create({ data: { id: customer, code: customer, name: customer } });
    const id = customer.replace('cus', 'svc');
    const data = { id, code: id, name, productLine: 'managed', customerId: customer };
    await prisma.service.create({ data });
  }
  const standing = { role: 'hotline', memberOf: 'dep_s' } as const;
  for (const id of ['tom', 'ann', 'boss']) {
    const { key } = await addPerson(api.database, id, standing);
    callers[id] = as(api.app, key);
    const channels = [{ channel: 'mail', address: { address: `${id}@x.example` }, afterS: 0 }];
    await prisma.person.update({ where: { id }, data: { channels } });
  }
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

const ask = (person: string, body: object) =>
  callers[person]?.post('/api/v1/access-requests').send(body);
const verb = (person: string, id: string, what: string, body: object = {}) =>
  callers[person]?.post(`/api/v1/access-requests/${id}/${what}`).send(body);
const wanted = { what: 'commitments', reason: 'night shift', days: 2 };

describe('an access request', () => {
  it('opens the look-up for its customer for its days, once the head approved', async () => {
    expect((await callers['tom']?.get(look))?.body.code).toBe('access_needed');
    const made = await ask('tom', { ...wanted, scope: { customer: 'cus_own' } });
    expect(made?.status).toBe(201);
    expect(made?.body).toMatchObject({
      ...{ stage: 'waiting', number: expect.stringMatching(/^AR-\d+$/) },
      ...{ requester: { id: 'tom' }, approvers: [{ id: 'boss' }], holder: { person: 'boss' } },
      clocks: [{ obligation: 'decide' }],
    });
    const { id } = made?.body as { id: string };
    expect((await verb('tom', id, 'approve'))?.body.code).toBe('second_name_needed');
    expect((await verb('ann', id, 'approve'))?.body.code).toBe('not_holder');
    const approved = await verb('boss', id, 'approve');
    expect([approved?.status, approved?.body.decidedBy]).toEqual([200, 'boss']);
    await new Promise((pass) => setTimeout(pass, keysForgottenMs));
    const seen = await callers['tom']?.get(look);
    expect([seen?.status, seen?.body.found]).toEqual([200, false]);
    const other = look.replace('svc_own', 'svc_other');
    expect((await callers['tom']?.get(other))?.status).toBe(404);
    const after = await callers['tom']?.get(`/api/v1/access-requests/${id}`);
    expect(after?.body).toMatchObject({ stage: 'closed', closedAs: 'granted' });
    const until = Date.parse(after?.body.until as string);
    expect(until - Date.parse(after?.body.startedAt as string)).toBeGreaterThanOrEqual(172_800_000);
    const { prisma } = api.database;
    const trail = await prisma.audit.findMany({ where: { subject: id }, orderBy: { seq: 'asc' } });
    expect(trail.map(({ action }) => action)).toContain('access.grant');
    expect(worker.mail.mails.flatMap(({ to }) => to)).toContain('boss@x.example');
  }, 30_000);

  it('is declined with a reason, and listed for who asked', async () => {
    const made = await ask('ann', wanted);
    const { id } = made?.body as { id: string };
    const declined = await verb('boss', id, 'decline', { reason: '请找值班长' });
    expect(declined?.body).toMatchObject({ closedAs: 'declined', why: '请找值班长' });
    expect((await verb('boss', id, 'approve'))?.body.code).toBe('wrong_state');
    const list = await callers['ann']?.get('/api/v1/access-requests?limit=100');
    expect((list?.body.items as { id: string }[]).map((item) => item.id)).toContain(id);
    const lines = await callers['ann']?.get(`/api/v1/access-requests/${id}/timeline`);
    const texts = (lines?.body.items as { text: string }[]).map(({ text }) => text);
    expect(texts.some((text) => text.startsWith('ann asks for commitments for 2 days'))).toBe(true);
    expect(texts.some((text) => text === 'Declined: 请找值班长')).toBe(true);
  });

  it.each([
    [{ ...wanted, what: 'money' }, 400, 'invalid_field'],
    [{ ...wanted, days: 0 }, 400, 'invalid_field'],
    [{ ...wanted, days: 91 }, 400, 'invalid_field'],
    [{ ...wanted, scope: { customer: 'cus_none' } }, 422, 'unknown_reference'],
  ])('that makes no sense is refused: %j', async (body, status, code) => {
    const refused = await ask('tom', body);
    expect([refused?.status, refused?.body.code]).toEqual([status, code]);
  });
});
