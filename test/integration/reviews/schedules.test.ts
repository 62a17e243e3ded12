import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection, ScheduleOverlapPolicy } from '@temporalio/client';

import { pastOccurrences } from '../../../domain/review-schedule/occurrences.js';
import { reconcileSchedules } from '../../../intake/review/schedules.js';
import { calendarOfSchedule, findSchedule, rulesOf } from '../../../records/review/schedules.js';
import { testStack } from '../../support/test-stack.js';
import { waitUntil } from '../../support/wait-until.js';
import { runIncidentWorker, type IncidentWorker } from '../api/incident-worker.js';
import { addPerson, as, runApi, type Caller, type RunningApi } from '../api/running-api.js';

const limitMs = 30_000;
const testMs = 60_000;
const path = '/api/v1/review-schedules';
/** A zone in which a call a few seconds from now is not before 04:00. */
const zone = new Date().getUTCHours() < 12 ? 'Asia/Shanghai' : 'UTC';

let api: RunningApi;
let worker: IncidentWorker;
let connection: Connection;
let client: Client;
let hr: Caller;
let engineer: Caller;

beforeAll(async () => {
  api = await runApi();
  worker = await runIncidentWorker(api);
  const { temporal } = testStack();
  connection = await Connection.connect({ address: temporal.address });
  client = new Client({ connection, namespace: temporal.namespace });
  const { database } = api;
  hr = await addPerson(database, 'per_hr', { role: 'hr' });
  engineer = await addPerson(database, 'per_engineer', { role: 'engineer' });
  await addPerson(database, 'per_head');
  const { prisma } = database;
  await prisma.workCalendar.create({
    data: {
      ...{ id: 'cal_office', name: { zh: '办公', en: 'office' }, zone, byYear: false },
      weekly: [1, 2, 3, 4, 5].map((day) => ({ day, intervals: [{ from: '09:00', to: '18:00' }] })),
    },
  });
  for (const id of ['dep_ops', 'dep_net', 'dep_dc', 'dep_cs']) {
    await prisma.department.create({
      data: { id, name: { zh: id, en: id }, headId: 'per_head', calendarId: 'cal_office' },
    });
  }
  await addPerson(database, 'per_ann', { memberOf: 'dep_ops' });
}, limitMs);

afterAll(async () => {
  await worker.stop();
  await connection.close();
  await api.close();
});

interface Schedule {
  id: string;
  version: number;
}

interface Dates {
  zone: string;
  items: { key: string; at: string; moved: boolean }[];
}

const post = (url: string, body: object, caller = hr) =>
  as(api.app, caller.key).post(url).send(body);

const create = async (department: string, code: string): Promise<Schedule> => {
  const body = { department, code, name: { en: code }, cadence: 'quarterly', hr: 'per_hr' };
  const answer = await post(path, body).expect(201);
  return answer.body as Schedule;
};

const nextOf = async (id: string): Promise<Dates> => {
  const answer = await as(api.app, hr.key).get(`${path}/${id}/next`).expect(200);
  return answer.body as Dates;
};

const engineOf = (id: string) => client.schedule.getHandle(id).describe();

const planned = async (key: string): Promise<string> => {
  let id = '';
  await waitUntil(
    async () => {
      const row = await api.database.prisma.reviewCycle.findUnique({ where: { key } });
      const shown =
        row && (await api.database.prisma.processRow.findUnique({ where: { id: row.id } }));
      id = row?.id ?? '';
      return shown?.stage === 'planned';
    },
    { limitMs, what: () => `the cycle ${key}` },
  );
  return id;
};

describe('a review schedule', () => {
  it(
    'is on the engine as it is on record: created, paused, moved, resumed, gone',
    async () => {
      const { id } = await create('dep_net', 'NET');
      const dates = await nextOf(id);
      expect(dates.items).toHaveLength(5);
      const made = await engineOf(id);
      expect(made.info.nextActionTimes.slice(0, 5).map((at) => at.toISOString())).toEqual(
        dates.items.map(({ at }) => at),
      );
      expect(made.policies).toMatchObject({
        ...{ overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: 14 * 86_400_000 },
      });
      await post(`${path}/${id}/pause`, { reason: 'reorganised' }).expect(200);
      expect((await engineOf(id)).state).toMatchObject({ paused: true, note: 'reorganised' });
      const [first] = dates.items;
      const at = new Date(Date.parse(first?.at ?? '') + 86_400_000).toISOString();
      await post(`${path}/${id}/move`, { key: first?.key, at }).expect(200);
      expect((await nextOf(id)).items[0]).toMatchObject({ key: first?.key, at, moved: true });
      await post(`${path}/${id}/resume`, {}).expect(200);
      const moved = await engineOf(id);
      expect(moved.state.paused).toBe(false);
      expect(moved.info.nextActionTimes[0]?.toISOString()).toBe(at);
      await post(`${path}/${id}/move`, { key: first?.key, at: null }).expect(200);
      expect((await nextOf(id)).items[0]?.at).toBe(first?.at);
      await as(api.app, hr.key).delete(`${path}/${id}`).expect(204);
      await expect(engineOf(id)).rejects.toThrow();
    },
    testMs,
  );

  it(
    'calls one cycle for a key: at its nominal time, and not again when run by hand',
    async () => {
      const { id } = await create('dep_ops', 'OPS');
      const [first, second] = (await nextOf(id)).items;
      const at = new Date(Date.now() + 3_000).toISOString();
      await post(`${path}/${id}/move`, { key: first?.key, at }).expect(200);
      const cycle = await planned(first?.key ?? '');
      const again = await post(`${path}/${id}/run`, { key: first?.key }).expect(200);
      expect(again.body).toMatchObject({ id: cycle, key: first?.key, opened: false });
      const early = await post(`${path}/${id}/run`, { key: second?.key }).expect(200);
      expect(early.body).toMatchObject({ key: second?.key, opened: true });
      await planned(second?.key ?? '');
      const people = await api.database.prisma.reviewCycleParticipant.findMany({
        where: { cycleId: cycle },
      });
      expect(people.map(({ personId, managerId }) => [personId, managerId])).toEqual([
        ['per_ann', 'per_head'],
      ]);
    },
    testMs,
  );

  it(
    'comes back when the engine has lost it, and makes up for a past quarter',
    async () => {
      const { id } = await create('dep_dc', 'DC');
      await client.schedule.getHandle(id).delete();
      await expect(engineOf(id)).rejects.toThrow();
      const { database, taskQueue } = api.deps;
      const deps = { database, client, taskQueue, now: Date.now };
      expect(await reconcileSchedules(deps)).toBe(1);
      expect((await engineOf(id)).info.nextActionTimes.length).toBeGreaterThan(0);
      expect(await reconcileSchedules(deps)).toBe(0);
      const row = await findSchedule(database.prisma, id);
      if (!row) throw new Error('no row');
      const calendar = await calendarOfSchedule(database.prisma, row);
      const [past] = pastOccurrences(rulesOf(row), calendar, { now: Date.now(), count: 1 });
      const due = past?.at ?? 0;
      await client.schedule.getHandle(id).backfill({
        ...{ start: new Date(due - 1_000), end: new Date(due + 1_000) },
        overlap: ScheduleOverlapPolicy.BUFFER_ONE,
      });
      await planned(past?.key ?? '');
    },
    testMs,
  );

  it(
    'refuses a call in the small hours, in the past or of another group, and a second one',
    async () => {
      const { id } = await create('dep_cs', 'CS');
      const body = { department: 'dep_cs', code: 'CSX', name: { en: 'x' }, cadence: 'quarterly' };
      await post(path, { ...body, cadence: 'monthly', hour: 3, hr: 'per_hr' }).expect(400);
      await post(path, { ...body, hr: 'per_hr' }).expect(409);
      await post(path, { ...body, cadence: 'yearly', hr: 'nobody' }).expect(422);
      const weights = { results: 50, quality: 20, linkage: 20, growth: 11 };
      await post(path, { ...body, cadence: 'yearly', hr: 'per_hr', weights }).expect(400);
      const [first] = (await nextOf(id)).items;
      const past = new Date(Date.now() - 60_000).toISOString();
      const answer = await post(`${path}/${id}/move`, { key: first?.key, at: past }).expect(422);
      expect(answer.body).toMatchObject({ code: 'time_in_past' });
      const other = await post(`${path}/${id}/run`, { key: '2026Q4-NET' }).expect(422);
      expect(other.body).toMatchObject({ code: 'unknown_key' });
      await post(`${path}/${id}/pause`, { reason: 'x' }, engineer).expect(403);
    },
    testMs,
  );
});
