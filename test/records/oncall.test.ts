import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Target } from '../../domain/ladder.js';
import { openDatabase, type Database } from '../../records/database.js';
import { loadDirectory } from '../../records/oncall/directory.js';
import { accountable, resolveTargets } from '../../records/oncall/resolve.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { addPeople, addSchedule, start } from './fixtures.js';

let clone: TestDatabase;
let database: Database;
const dayMs = 86_400_000;
const away = { from: new Date(start - dayMs), until: new Date(start + dayMs) };

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  await addPeople(
    database,
    ['admin', 'li', 'wang', 'owner', 'head', 'away', 'deputy', 'alone', 'extra'].map((id) => ({
      id,
    })),
  );
  await addPeople(database, [{ id: 'gone', status: 'left' }]);
  const { prisma } = database;
  await prisma.department.create({ data: { id: 'dep', name: { zh: '运维' }, headId: 'head' } });
  await prisma.absence.createMany({
    data: [
      { id: 'abs_1', personId: 'away', deputyId: 'deputy', ...away, updatedAt: new Date() },
      { id: 'abs_2', personId: 'alone', ...away, updatedAt: new Date() },
    ],
  });
  await addSchedule(database, { id: 'day', owner: 'owner', members: ['li', 'wang'] });
  await addSchedule(database, { id: 'empty', owner: 'owner', department: 'dep' });
  await addSchedule(database, { id: 'ownerless', owner: 'gone', department: 'dep' });
  await addSchedule(database, { id: 'headless', owner: 'alone' });
  await addSchedule(database, { id: 'covered', owner: 'owner', members: ['away'] });
  await addSchedule(database, { id: 'left', owner: 'owner', members: ['gone'] });
  await addSchedule(database, { id: 'swapped', owner: 'owner', members: ['li'] });
  await prisma.scheduleOverride.create({
    data: { id: 'ovr', scheduleId: 'swapped', personId: 'extra', ...away },
  });
  await prisma.team.create({ data: { id: 'team', name: { zh: '网络' } } });
  await prisma.teamMember.createMany({
    data: ['wang', 'away', 'alone', 'gone', 'li'].map((personId, position) => ({
      ...{ teamId: 'team', personId, position },
    })),
  });
  await prisma.site.createMany({
    data: [
      { id: 'city', kind: 'city', name: {}, path: ['city'], updatedAt: new Date() },
      { id: 'site', kind: 'site', name: {}, path: ['city', 'site'], updatedAt: new Date() },
      { id: 'room', kind: 'room', name: {}, path: ['city', 'site', 'room'], updatedAt: new Date() },
    ],
  });
  await prisma.dutyRole.createMany({
    data: [
      { id: 'd1', role: 'shift_lead', scheduleId: 'covered' },
      { id: 'd2', role: 'shift_lead', siteId: 'city', scheduleId: 'swapped' },
      { id: 'd3', role: 'shift_lead', siteId: 'site', scheduleId: 'day' },
    ],
  });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function resolved(targets: Target[], options: { site?: string; at?: number } = {}) {
  const at = options.at ?? start;
  const directory = await loadDirectory(database, { targets, at, ...options });
  const { people, gaps } = resolveTargets(directory, targets, at);
  return { people: people.map(({ id }) => id), gaps, why: people.map(({ via }) => via) };
}

const schedule = (id: string): Target => ({ kind: 'schedule', id });
const person = (id: string): Target => ({ kind: 'person', id });

describe('the people behind targets', () => {
  it('are whoever is on call at that very instant', async () => {
    const today = await resolved([schedule('day')]);
    const tomorrow = await resolved([schedule('day')], { at: start + dayMs });
    expect([today.people[0], tomorrow.people[0]].sort()).toEqual(['li', 'wang']);
    expect(today.why[0]?.schedule).toEqual({ zh: 'day 值班', en: 'day duty' });
  });

  it('are the override and the deputy of whoever is away, with whom they replace', async () => {
    expect(await resolved([schedule('swapped')])).toMatchObject({ people: ['extra'] });
    expect(await resolved([schedule('covered')])).toMatchObject({
      people: ['deputy'],
      why: [{ insteadOf: '人 away' }],
    });
    expect(await resolved([person('away')])).toMatchObject({ people: ['deputy'] });
  });

  it('include somebody named directly who is away without a deputy, but nobody who has left', async () => {
    expect(await resolved([person('alone'), person('gone'), person('nobody')])).toMatchObject({
      people: ['alone'],
      gaps: [],
    });
  });

  it('are each named once, a team in its order without those away or gone', async () => {
    expect(
      await resolved([person('li'), { kind: 'team', id: 'team' }, schedule('day')]),
    ).toMatchObject({
      people: ['li', 'wang', 'deputy'],
    });
  });

  it('are found through a duty role at the nearest place, else for the whole organisation', async () => {
    const role: Target[] = [{ kind: 'duty', role: 'shift_lead' }];
    expect((await resolved(role)).people).toEqual(['deputy']);
    expect((await resolved(role, { site: 'city' })).people).toEqual(['extra']);
    expect((await resolved(role, { site: 'room' })).people).toEqual(
      (await resolved([schedule('day')])).people,
    );
    expect(await resolved([{ kind: 'duty', role: 'commander' }])).toMatchObject({
      people: [],
      gaps: [],
    });
  });

  it('are missing where nobody is on call, and the gap names who is told: owner, head, admin', async () => {
    const targets = ['empty', 'ownerless', 'headless', 'left'].map(schedule);
    expect(await resolved(targets)).toMatchObject({
      people: [],
      gaps: [
        { schedule: 'empty', owner: 'owner' },
        { schedule: 'ownerless', owner: 'head' },
        { schedule: 'headless', owner: 'admin' },
        { schedule: 'left', owner: 'owner' },
      ],
    });
  });
});

describe('the person accountable for a schedule (R17)', () => {
  it('is on call, else the owner, else the department head, else the person admin', async () => {
    const schedules = ['swapped', 'covered', 'empty', 'ownerless', 'headless', 'left'];
    const directory = await loadDirectory(database, { targets: [], schedules, at: start });
    const holders = [...schedules, 'unknown'].map((id) => accountable(directory, id, start));
    expect(holders).toEqual(['extra', 'deputy', 'owner', 'head', 'admin', 'owner', 'admin']);
  });
});
