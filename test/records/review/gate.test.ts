import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openDatabase, type Database } from '../../../records/database.js';
import { departmentFacts, reviewFacts } from '../../../records/review/gate.js';
import { seesDepartment, visibleParts } from '../../../records/review/visible.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { addPeople } from '../fixtures.js';
import { addCycle, afterQuarter } from './ground.js';

const cycle = 'rvc_gate';
const ref = (id: string) => ({ id, name: id });

let clone: TestDatabase;
let database: Database;

const view = (change: object = {}) => ({
  ...{ cycle, person: ref('zhang'), managers: [{ manager: ref('boss'), share: 100 }] },
  ...{ stage: 'manager', appeals: [] },
  tasks: [
    { kind: 'manager', of: 'boss', holder: ref('delegate'), dueAt: afterQuarter },
    { kind: 'counterpart', of: 'infra', holder: ref('rater'), by: 'rater', dueAt: afterQuarter },
  ],
  ...change,
});

async function addReview(id: string, stored: object): Promise<void> {
  const at = new Date(afterQuarter);
  const number = 1 + (await database.prisma.processRow.count());
  await database.prisma.processRow.create({
    data: {
      ...{ id, process: 'review', number, seq: 1, stage: 'manager', title: id, view: stored },
      ...{ startedAt: at, silenced: {}, about: cycle },
    },
  });
}

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  await addCycle(database, { cycle, people: [{ person: 'zhang' }] });
  await addReview('rev_running', view());
  await addReview('rev_released', view({ stage: 'released', releasedAt: afterQuarter }));
  const appeals = [{ no: 1, at: afterQuarter, panel: [ref('judge')] }];
  await addReview('rev_appeal', view({ stage: 'appeal', releasedAt: afterQuarter, appeals }));
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const sees = async (person: string, review: string) => {
  const facts = await reviewFacts(database.prisma, review);
  if (!facts) throw new Error(`no review ${review}`);
  return visibleParts({ person }, facts);
};

describe('the publication gate over stored reviews', () => {
  it('shows the person no score before the release, and the score after it', async () => {
    expect((await sees('zhang', 'rev_running')).has('score')).toBe(false);
    expect((await sees('zhang', 'rev_released')).has('score')).toBe(true);
  });

  it('knows the manager, who stepped in, the rater, HR and the panel by what is stored', async () => {
    expect(await sees('boss', 'rev_running')).toEqual(new Set(['completion', 'self', 'manager']));
    expect(await sees('delegate', 'rev_running')).toEqual(await sees('boss', 'rev_running'));
    expect(await sees('rater', 'rev_released')).toEqual(new Set(['completion', 'own_ratings']));
    expect(await sees('he', 'rev_released')).toEqual(new Set(['completion']));
    expect((await sees('judge', 'rev_appeal')).has('appeal')).toBe(true);
    expect((await sees('judge', 'rev_released')).size).toBe(0);
  });

  it('answers nothing for a review that is not there', async () => {
    expect(await reviewFacts(database.prisma, 'rev_none')).toBeUndefined();
  });

  it('shows a department’s number to its own people from the release of the cycle on', async () => {
    const { prisma } = database;
    await prisma.department.create({ data: { id: 'ops', name: { zh: 'o', en: 'o' } } });
    await addPeople(database, [{ id: 'zhang' }]);
    await prisma.person.update({ where: { id: 'zhang' }, data: { departmentId: 'ops' } });
    const before = await departmentFacts(prisma, cycle, 'ops');
    expect(before && seesDepartment({ person: 'zhang' }, before)).toBe(false);
    await addReview(cycle, { stage: 'appeal', releasedAt: afterQuarter });
    const after = await departmentFacts(prisma, cycle, 'ops');
    expect(after && seesDepartment({ person: 'zhang' }, after)).toBe(true);
    expect(after && seesDepartment({ person: 'rater' }, after)).toBe(false);
  });
});
