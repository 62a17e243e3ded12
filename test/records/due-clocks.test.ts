import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { ClockView } from '../../domain/subject-view.js';
import { openDatabase, type Database } from '../../records/database.js';
import { listClocks } from '../../records/incident/clocks.js';
import { readGauges } from '../../records/incident/gauges.js';
import { writeProjection } from '../../records/project/project.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';
import { freshId, projectionOf, start, viewOf } from './fixtures.js';

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

const due = (obligation: string, more: Partial<ClockView> = {}): ClockView => ({
  ...{ obligation, startAt: start, dueAt: start + 1 },
  ...more,
});

type Shown = Parameters<typeof viewOf>[1];

async function show(over: Shown): Promise<string> {
  const id = freshId();
  const projection = projectionOf(viewOf(id, over), { seq: 1 });
  await writeProjection(database, projection, { holder: 'li' });
  return id;
}

const viewer = {
  scope: { everywhere: true, departments: [], sites: [], customers: [] },
  seesUnscoped: true,
};

async function listed(): Promise<string[]> {
  const page = await listClocks(database.prisma, { filters: {}, paging: { limit: 100 }, viewer });
  return page.items.map(({ subject, obligation }) => `${subject} ${obligation}`).sort();
}

describe('what is overdue', () => {
  it('counts no clock that is paused or waits for a check, and none provisional once closed', async () => {
    const before = await readGauges(database);
    await show({
      clocks: [
        due('acknowledge'),
        due('restore', { pausedSince: start }),
        due('review', { unchecked: true, provisional: true }),
      ],
    });
    await show({
      ...{ stage: 'closed' as const, closedAs: 'resolved' as const, closedAt: start + 9 },
      clocks: [due('restore', { provisional: true })],
    });
    const after = await readGauges(database);
    expect(after.overdueClocks - before.overdueClocks).toBe(1);
    expect(after.provisionalClocks - before.provisionalClocks).toBe(1);
  });
});

describe('everything due', () => {
  it('names the notices that a closed incident still owes, until its process ended', async () => {
    const closed = { stage: 'closed' as const, closedAs: 'resolved' as const, closedAt: start + 9 };
    const clocks = [due('notice/customer/recovery/1'), due('restore')];
    const owing = await show({ ...closed, clocks, nextDue: start + 99 });
    const ended = await show({ ...closed, clocks, nextDue: undefined } as unknown as Shown);
    const all = await listed();
    expect(all.filter((line) => line.startsWith(owing))).toEqual([
      `${owing} notice/customer/recovery/1`,
    ]);
    expect(all.filter((line) => line.startsWith(ended))).toEqual([]);
  });
});
