import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { SubjectView } from '../../domain/subject-view.js';
import { openDatabase, type Database } from '../../records/database.js';
import { visible, type Viewer } from '../../records/incident/viewer.js';
import { listProcesses } from '../../records/process/list.js';
import { findProcess } from '../../records/process/read.js';
import { writeProjection } from '../../records/project/project.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { freshId, start } from './fixtures.js';

let clone: TestDatabase;
let database: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolMax: 4 });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const process = 'escalation' as const;

async function show(change: Partial<SubjectView>): Promise<string> {
  const id = freshId('esc_');
  const view: SubjectView = {
    ...{ id, title: '请协助', stage: 'open', drill: false, startedAt: start },
    ...{ holder: { person: 'li', since: start }, clocks: [], silenced: {} },
    ...change,
  };
  const projection = { process, id, seq: 1, view, entries: [], facts: [] };
  await writeProjection(database, projection, { holder: 'li' });
  return id;
}

const viewer = (customers: string[], seesUnscoped: boolean): Viewer => ({
  scope: { everywhere: false, departments: [], sites: [], customers },
  person: 'wang',
  seesUnscoped,
});

it('a list shows exactly what a look at each one shows: by its own customer, and no drill by it', async () => {
  const customer = { id: 'cus_x', name: '甲' };
  const ids = [await show({ customer }), await show({ customer, drill: true }), await show({})];
  const seenBy = { 'own customer': 0, others: 0, operations: 0 };
  const viewers = {
    'own customer': viewer(['cus_x'], false),
    others: viewer(['cus_y'], false),
    operations: viewer([], true),
  };
  for (const [name, looking] of Object.entries(viewers)) {
    const asked = { process, filters: {}, paging: { limit: 100 }, viewer: looking };
    const { items } = await listProcesses(database.prisma, asked);
    const listed = items.map(({ id }) => id).sort();
    const looked: string[] = [];
    for (const id of ids) {
      const found = await findProcess(database.prisma, { process, idOrNumber: id }, 'wang');
      if (found && visible(looking, found)) looked.push(id);
    }
    expect(listed).toEqual(looked.sort());
    seenBy[name as keyof typeof seenBy] = listed.length;
  }
  expect(seenBy).toEqual({ 'own customer': 1, others: 0, operations: 2 });
});
