import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Result } from '../../../domain/score/given.js';
import { openDatabase, type Database } from '../../../records/database.js';
import { freezeInputs } from '../../../records/review/freeze.js';
import { installedIndicators } from '../../../records/review/indicator-views.js';
import { recompute } from '../../../records/review/recompute.js';
import { scoreFrozen } from '../../../records/review/score.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { addCycle, addEntry, afterQuarter, quarter, sheet, weights } from './ground.js';

const cycle = 'rvc_sheet';
const scores = sheet('five-people-scores.csv');
const people = scores.filter(({ kind }) => kind === 'person');

let clone: TestDatabase;
let database: Database;

/** The records of the sheet, as a freeze would have copied them. */
async function addRecords(): Promise<void> {
  const data = sheet('five-people-records.csv').flatMap((row, line) =>
    Array.from({ length: Number(row['count']) }, (_one, n) => ({
      ...{ cycle, ownerKind: row['owner_kind'] ?? '', owner: row['owner'] ?? '' },
      ...{ indicator: row['indicator'] ?? '', subject: `s${line}`, record: String(n) },
      ...{ at: new Date(quarter.from), value: row['value'] ?? '', weight: row['weight'] ?? '' },
    })),
  );
  await database.prisma.reviewRecord.createMany({ data });
}

async function addJudgements(): Promise<void> {
  for (const { owner: person = '', manager, calibration, decided } of people) {
    if (manager) {
      const data = { marks: Number(manager), evidence: ['INC-1'] };
      await addEntry(database, { cycle, person, kind: 'manager', data });
    }
    if (decided) {
      const data = { outcome: 'adjust', reason: 'too few records', final: Number(decided) };
      await addEntry(database, { cycle, person, kind: 'decision', data });
    }
    if (calibration) {
      const change = { before: 75, after: 75 + Number(calibration), reason: 'peers' };
      await database.prisma.calibrationChange.create({
        data: {
          ...{ id: `cal_${person}`, cycleId: cycle, reviewId: `rev_${cycle}_${person}` },
          ...{ personId: person, byId: 'panel', at: new Date(afterQuarter), ...change },
        },
      });
    }
  }
}

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  const { prisma } = database;
  await addCycle(database, {
    cycle,
    people: people.map(({ owner = '', card = '' }) => ({ person: owner, card })),
  });
  await prisma.reviewFreeze.create({
    data: {
      ...{ cycle, formula: 1, weights, startedAt: new Date(afterQuarter) },
      ...{ from: new Date(quarter.from), until: new Date(quarter.until) },
      installed: await installedIndicators(prisma),
    },
  });
  await addRecords();
  await freezeInputs(database, {
    ...{ cycle, formula: 1, period: quarter, weights, now: afterQuarter },
    people: people.map(({ owner = '', department = '', head, card }) => ({
      ...{ person: owner, department, head: head === 'true' },
      card: card === 'linkage' ? ('linkage' as const) : ('operations' as const),
    })),
  });
  await addJudgements();
  await scoreFrozen(database, { cycle, now: afterQuarter });
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const stored = async (kind: string, owner: string) => {
  const { prisma } = database;
  const row =
    kind === 'person'
      ? await prisma.reviewScore.findFirstOrThrow({ where: { cycle, person: owner } })
      : await prisma.departmentScore.findFirstOrThrow({ where: { cycle, department: owner } });
  return { ...row, result: row.result as unknown as Result };
};

const close = (value: number | undefined, expected: string | undefined, digits: number): void => {
  if (expected === '') expect(value).toBeUndefined();
  else expect(value).toBeCloseTo(Number(expected), digits);
};

describe('the sheet worked out by hand', () => {
  it.each(scores.map((row) => [row['owner'] ?? '', row] as const))(
    'is what %s has in PostgreSQL, block by block and at the end',
    async (owner, row) => {
      const { result, final, band, insufficient } = await stored(row['kind'] ?? '', owner);
      for (const key of ['results', 'quality', 'linkage', 'growth'] as const) {
        close(result.blocks.find((block) => block.key === key)?.score, row[key], 3);
      }
      close(result.coverage, row['coverage'], 3);
      expect(Number(final)).toBe(Number(row['final']));
      expect(band).toBe(row['band']);
      expect(String(insufficient)).toBe(row['insufficient']);
    },
  );

  it('names the sources that this installation does not have', async () => {
    const { result } = await stored('person', 'zhang');
    const absent = result.blocks.flatMap(({ indicators }) =>
      indicators.flatMap(({ key, standing }) => (standing === 'not_installed' ? [key] : [])),
    );
    expect(absent).toEqual([
      ...['availability', 'qc', 'critical', 'customer', 'talks', 'knowledge', 'certification'],
    ]);
  });

  it('comes out the same when it is computed again (V20, I9)', async () => {
    const again = await recompute(database, { cycle, now: afterQuarter });
    expect(again).toEqual({ cycle, checked: scores.length, mismatches: [] });
  });
});
