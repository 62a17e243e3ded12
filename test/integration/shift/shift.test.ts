import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startDueShifts, type Looked } from '../../../intake/shift-watch.js';
import { writeIncident } from '../api/incident-row.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addKey, addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';
import { waitUntil } from '../../support/wait-until.js';

const limitMs = 30_000;
const hourMs = 3_600_000;
const path = '/api/v1/shift-handovers';

let api: RunningApi;
let worker: IncidentWorker;
let people: Record<'day' | 'night' | 'lead' | 'other', Caller>;

beforeAll(async () => {
  api = await runApi();
  worker = await runIncidentWorker(api);
  const { database } = api;
  const engineer = { role: 'engineer' as const };
  people = {
    day: await addPerson(database, 'per_day', engineer),
    night: await addPerson(database, 'per_night', engineer),
    lead: await addPerson(database, 'per_lead', { role: 'ops_lead' }),
    other: await addPerson(database, 'per_other', engineer),
  };
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await api.close();
});

let ids = 0;

/** A schedule that passes from day to night at `at`. */
const scheduleWith = async (at: number): Promise<string> => {
  const id = `sch_${(ids += 1)}`;
  const name = { zh: id, en: id };
  const { prisma } = api.database;
  await prisma.schedule.create({
    data: { id, name, zone: 'Asia/Shanghai', ownerId: 'per_lead', layers: [] },
  });
  const duty = [
    { personId: 'per_day', from: at - 8 * hourMs, until: at },
    { personId: 'per_night', from: at, until: at + 8 * hourMs },
  ];
  for (const { personId, from, until } of duty) {
    await prisma.scheduleOverride.create({
      data: {
        ...{ id: `ovr_${id}_${personId}`, scheduleId: id, personId },
        ...{ from: new Date(from), until: new Date(until) },
      },
    });
  }
  return id;
};

/** An open incident in the records that the person took so long before now. */
const heldSince = async (person: string, since: number): Promise<string> => {
  const { id } = await writeIncident(api.database, {}, person);
  const data = { holderId: person, since: new Date(since), dutyId: null };
  await api.database.prisma.baton.update({ where: { subject: id }, data });
  return id;
};

const look = (now: number): Promise<Looked> => {
  const { database, engine, taskQueue } = api.deps;
  return startDueShifts({ database, client: engine.client, taskQueue, now: () => now });
};

const call = (caller: Caller, verb: string, body: object = {}) =>
  as(api.app, caller.key).post(`${path}${verb}`).send(body);

const get = async (caller: Caller, rest: string) =>
  (await as(api.app, caller.key).get(`${path}${rest}`)).body;

const inStage = (id: string, stage: string): Promise<void> =>
  waitUntil(async () => (await get(people.lead, `/${id}`)).stage === stage, {
    limitMs,
    what: () => `${id} to be ${stage}`,
  });

/** Ends what is open, so that no test finds the work of another. */
const clear = (): Promise<unknown> => api.database.prisma.baton.deleteMany({});

describe('the watch over changes of duty', () => {
  it('begins one hand-over for a change however many workers look, at any time after it', async () => {
    const at = Date.now() - 3 * hourMs;
    const schedule = await scheduleWith(at);
    await heldSince('per_day', at - hourMs);
    const looks = await Promise.all([look(Date.now()), look(Date.now()), look(Date.now())]);
    const id = `shf_${schedule}_${at}`;
    expect(new Set(looks.flatMap(({ started }) => started))).toEqual(new Set([id]));
    await inStage(id, 'signing');
    expect((await look(Date.now())).started).toEqual([]);
    const begun = await get(people.lead, `/${id}/timeline`);
    const lines = begun.items.filter(({ what }: { what: string }) => what === 'shift.begun');
    expect(lines).toHaveLength(1);
    expect(await get(people.lead, `/${id}`)).toMatchObject({
      outgoing: { id: 'per_day' },
      incoming: { id: 'per_night' },
      counts: { unsigned: 1 },
    });
    await call(people.lead, `/${id}/cancel`, { reason: 'over' }).expect(200);
    expect((await look(Date.now())).started).toEqual([]);
    await clear();
  });

  it('begins none for work that did not come by the duty, or after it', async () => {
    const at = Date.now() - hourMs;
    await scheduleWith(at);
    await heldSince('per_day', at - 20 * hourMs);
    await heldSince('per_day', at + hourMs / 2);
    await heldSince('per_other', at - hourMs);
    expect((await look(Date.now())).started).toEqual([]);
    await clear();
  });

  it('says when the next change is in sight', async () => {
    const at = Date.now() + 30_000;
    await scheduleWith(at);
    expect((await look(Date.now())).next).toBe(at);
  });
});

describe('a hand-over by hand', () => {
  it('goes from who was on duty to who is, and answers a repeat with the same', async () => {
    const schedule = await scheduleWith(Date.now() - hourMs);
    await heldSince('per_day', Date.now() - 2 * hourMs);
    const key = { 'Idempotency-Key': `shift-${process.pid}` };
    const made = await call(people.other, '', { schedule }).set(key).expect(201);
    expect(made.body).toMatchObject({ outgoing: { id: 'per_day' }, incoming: { id: 'per_night' } });
    expect(made.body.number).toMatch(/^SH-\d+$/);
    const again = await call(people.other, '', { schedule }).set(key).expect(201);
    expect(again.body.id).toBe(made.body.id);
    await inStage(made.body.id, 'signing');
    const second = await call(people.other, '', { schedule });
    expect([second.status, second.body.code]).toEqual([409, 'conflict']);
    const { number } = made.body;
    const party = await call(people.day, `/${number}/cancel`, { reason: 'no' });
    expect([party.status, party.body.code]).toEqual([409, 'unsigned_items']);
    await call(people.lead, `/${number}/cancel`, { reason: 'wrong people' }).expect(200);
    const items = await get(people.lead, `/${number}/items`);
    expect(items.items).toMatchObject([{ state: 'kept' }]);
    const late = await call(people.night, `/${number}/sign`, { item: items.items[0].id });
    expect([late.status, late.body.code]).toEqual([409, 'wrong_state']);
    await clear();
  });

  it("puts nobody's work on a list but by that person, the schedule, its owner or a lead", async () => {
    const schedule = await scheduleWith(Date.now() - hourMs);
    const body = { schedule, from: 'per_day', to: 'per_other' };
    expect((await call(people.other, '', body)).status).toBe(403);
    for (const who of [people.day, people.lead]) {
      const made = await call(who, '', body).expect(201);
      await inStage(made.body.id, 'closed');
      expect(await get(people.lead, `/${made.body.id}`)).toMatchObject({ closedAs: 'empty' });
    }
  });

  it('is refused to a service, for unknown names, and from somebody to themselves', async () => {
    const schedule = await scheduleWith(Date.now() - hourMs);
    const service = await addKey(api.database, null, ['*']);
    const codes = [
      await as(api.app, service).post(path).send({ schedule }),
      await call(people.lead, '', { schedule: 'sch_nothing' }),
      await call(people.lead, '', { schedule, to: 'per_nobody' }),
      await call(people.lead, '', { schedule, from: 'per_night', to: 'per_night' }),
    ].map(({ body }) => body.code);
    expect(codes).toEqual([
      'service_cannot_hold',
      'unknown_reference',
      'unknown_reference',
      'rule_violation',
    ]);
  });

  it('lists only what the caller may see', async () => {
    const stranger = await addPerson(api.database, 'per_stranger');
    const listed = await as(api.app, people.lead.key).get(path).expect(200);
    expect(listed.body.items.length).toBeGreaterThan(0);
    expect((await as(api.app, stranger.key).get(path)).status).toBe(403);
  });
});
