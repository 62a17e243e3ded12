import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addKey, addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';
import { waitUntil } from '../../support/wait-until.js';

const limitMs = 30_000;
const hourMs = 3_600_000;
const path = '/api/v1/hard-faults';

let api: RunningApi;
let worker: IncidentWorker;
let people: Record<'opener' | 'lead' | 'other', Caller>;

beforeAll(async () => {
  api = await runApi();
  worker = await runIncidentWorker(api);
  const { database } = api;
  const { prisma } = database;
  const engineer = { role: 'engineer' as const };
  people = {
    opener: await addPerson(database, 'per_opener', engineer),
    lead: await addPerson(database, 'per_lead', { role: 'ops_lead' }),
    other: await addPerson(database, 'per_other', engineer),
  };
  for (const id of ['per_deputy', 'per_head', 'per_boss']) await addPerson(database, id);
  await prisma.workCalendar.create({
    data: {
      id: 'cal_office',
      name: { zh: 'office', en: 'office' },
      zone: 'Asia/Shanghai',
      weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
      byYear: false,
    },
  });
  await prisma.department.create({
    data: {
      id: 'dep_noc',
      name: { zh: '网络运行', en: 'NOC' },
      headId: 'per_head',
      deputyId: 'per_deputy',
      executiveId: 'per_boss',
      calendarId: 'cal_office',
    },
  });
  await prisma.policy.create({
    data: {
      id: 'pol_default@1',
      policyId: 'pol_default',
      version: 1,
      name: { zh: '默认', en: 'Default' },
      rungs: [{ delayS: 300, targets: [{ kind: 'person', id: 'per_opener' }] }],
      overdue: [],
      isDefault: true,
    },
  });
  await prisma.supplier.create({ data: { id: 'sup_1', name: '通达传输' } });
  await prisma.service.create({
    data: {
      id: 'svc_line',
      code: 'LL-1',
      name: { zh: '专线', en: 'line' },
      productLine: 'leased_line',
      departmentId: 'dep_noc',
    },
  });
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

let ids = 0;

const declare = async (given: object = {}): Promise<string> => {
  const title = `line drops at night ${(ids += 1)}`;
  const answer = await as(api.app, people.opener.key)
    .post('/api/v1/incidents')
    .send({ title, service: 'svc_line', severity: 'error', ...given })
    .expect(201);
  return (answer.body as { id: string }).id;
};

const open = (caller: Caller, incident: string, given: object = {}) =>
  as(api.app, caller.key)
    .post(path)
    .send({ incident, lead: 'per_other', reason: 'no cause after three days', ...given });

const give = (caller: Caller, id: string, verb: string, body: object = {}) =>
  as(api.app, caller.key).post(`${path}/${id}/${verb}`).send(body);

const get = async (rest: string) => (await as(api.app, people.lead.key).get(`${path}${rest}`)).body;

const incidentLines = async (incident: string): Promise<string[]> => {
  const answer = await as(api.app, people.lead.key).get(`/api/v1/incidents/${incident}/timeline`);
  return (answer.body.items as { what: string }[]).map(({ what }) => what);
};

const incidentSays = (incident: string, what: string): Promise<void> =>
  waitUntil(async () => (await incidentLines(incident)).includes(what), {
    limitMs,
    what: () => `${incident} to say ${what}`,
  });

/** Legs of a chain about the incident that were handed back. */
const bounced = async (incident: string, times: number): Promise<void> => {
  for (let n = 1; n <= times; n += 1) {
    const data = { about: incident, ended: 'bounced', n };
    await api.database.prisma.processFact.create({
      data: { subject: `esc_${incident}`, kind: 'leg', key: String(n), seq: 1, data },
    });
  }
};

describe('the way into the track', () => {
  it('is closed to an engineer without a reason that the rule knows, and open to a lead', async () => {
    const incident = await declare();
    const refused = await open(people.opener, incident).expect(422);
    expect(refused.body.code).toBe('rule_violation');
    const opened = await open(people.lead, incident).expect(201);
    expect(opened.body).toMatchObject({ basis: 'lead_says', stage: 'working', urgent: true });
  });

  it('is open to an engineer once it bounced twice, and stored is what let it in', async () => {
    const incident = await declare();
    await bounced(incident, 1);
    await open(people.opener, incident).expect(422);
    await api.database.prisma.processFact.deleteMany({ where: { subject: `esc_${incident}` } });
    await bounced(incident, 2);
    const { body } = await open(people.opener, incident).expect(201);
    expect(body).toMatchObject({ basis: 'bounced', holder: { person: 'per_opener' } });
    const trail = await api.database.prisma.audit.findFirst({ where: { subject: body.id } });
    expect(trail?.after).toMatchObject({ basis: 'bounced' });
  });

  it('is open once the same fault was here three times in thirty days', async () => {
    const title = 'the same line again';
    await declare({ title });
    const second = await declare({ title });
    await open(people.opener, second).expect(422);
    const third = await declare({ title });
    const { body } = await open(people.opener, third).expect(201);
    expect(body.basis).toBe('repeated');
  });

  it('is open past the restore target', async () => {
    const incident = await declare();
    await waitUntil(
      async () => (await incidentLines(incident)).some((what) => what.startsWith('page.')),
      { limitMs, what: () => `the last that ${incident} writes by itself` },
    );
    const row = await api.database.prisma.incident.findUniqueOrThrow({ where: { id: incident } });
    const view = row.view as { clocks: { obligation: string; dueAt: number }[] };
    const clocks = view.clocks.map((clock) =>
      clock.obligation === 'restore' ? { ...clock, dueAt: Date.now() - hourMs } : clock,
    );
    const data = { view: { ...view, clocks } };
    await api.database.prisma.incident.update({ where: { id: incident }, data });
    const { body } = await open(people.opener, incident).expect(201);
    expect(body.basis).toBe('past_restore');
  });

  it('names what does not exist, and lets one track in at a time', async () => {
    const incident = await declare();
    await open(people.lead, incident, { lead: 'per_nobody' }).expect(422);
    await open(people.lead, incident, { suppliers: ['sup_none'] }).expect(422);
    await open(people.lead, 'inc_none').expect(404);
    await open(people.lead, incident).expect(201);
    await open(people.lead, incident).expect(409);
    const robot = await addKey(api.database, null, ['*']);
    await as(api.app, robot)
      .post(path)
      .send({ incident, lead: 'per_other', reason: 'x' })
      .expect(422);
  });
});

describe('a track', () => {
  it('passes to its lead, takes a step a day, has its war room, and ends in a problem', async () => {
    const incident = await declare({ severity: 'warning' });
    const opened = await open(people.lead, incident, { suppliers: ['sup_1'] }).expect(201);
    const { id, number } = opened.body as { id: string; number: string };
    expect(number).toMatch(/^HF-\d+$/);
    expect(opened.body).toMatchObject({
      about: incident,
      urgent: false,
      department: { id: 'dep_noc' },
      suppliers: [{ id: 'sup_1', name: '通达传输' }],
      offer: { to: 'per_other' },
    });
    await incidentSays(incident, 'incident.hard_fault_opened');
    await give(people.opener, id, 'step', { text: 'a', next: 'b' }).expect(403);
    const accepted = await give(people.other, id, 'accept').expect(200);
    expect(accepted.body.holder.person).toBe('per_other');
    const body = { text: 'swapped the card', next: 'watch the night' };
    const stepped = await give(people.other, number, 'step', body).expect(200);
    expect(stepped.body).toMatchObject({ steps: 1, lastStep: body });
    const room = { link: 'https://meet.example/1', participants: ['per_lead'], supplier: 'sup_1' };
    await give(people.other, id, 'war-room', { ...room, supplier: 'sup_none' }).expect(422);
    const called = await give(people.other, id, 'war-room', room).expect(200);
    expect(called.body.warRoom).toMatchObject({ supplier: { id: 'sup_1' } });
    await give(people.other, id, 'exit', { problem: 'PRB-7' }).expect(400);
    const none = { problem: 'PRB-7', none: 'the supplier fixed its firmware' };
    const ended = await give(people.other, id, 'exit', none).expect(200);
    expect(ended.body).toMatchObject({ stage: 'closed', exit: { knowledge: { none: none.none } } });
    await incidentSays(incident, 'incident.hard_fault_closed');
    await give(people.other, id, 'step', body).expect(409);
    const { items } = await get(`/${id}/steps`);
    expect(items).toMatchObject([{ n: 1, by: { id: 'per_other' }, ...body }]);
    await open(people.lead, incident).expect(201);
  });

  it('is owed a step by the working hours of its department, shown by its clock', async () => {
    const incident = await declare({ severity: 'warning' });
    const { body } = await open(people.lead, incident, { lead: 'per_lead' }).expect(201);
    const due = new Date(body.stepDueAt as string);
    expect(due.getUTCHours()).toBe(10);
    expect(due.getTime()).toBeGreaterThan(Date.now());
    await give(people.lead, body.id, 'step', { text: 'a', next: 'b' }).expect(200);
    const listed = await get(`?open=true&about=${incident}`);
    expect(listed.items).toHaveLength(1);
    const { items } = await get(`/${body.id}/clocks`);
    expect(items ?? []).not.toEqual([]);
  });
});
