import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createScoreActivities } from '../../../activities/review/score.js';
import {
  closedChain,
  closedIncident,
  type ClosedChain,
  type ClosedIncident,
} from '../../../contracts/import/closed-records.js';
import type { Given, Result } from '../../../domain/score/given.js';
import { requestWeight } from '../../../domain/score/linkage.js';
import { demoQuarter } from '../../../prisma/seed/demo/quarter.js';
import { seedInstallation } from '../../../prisma/seed/seed.js';
import { openDatabase, type Database } from '../../../records/database.js';
import { importClosed } from '../../../records/import/import-closed.js';
import { correctRecords } from '../../../records/review/corrections.js';
import { listRecords } from '../../../records/review/drill-down.js';
import { freezeInputs } from '../../../records/review/freeze.js';
import { openMismatches, recompute } from '../../../records/review/recompute.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';
import { addCycle, addEntry, afterQuarter, quarter, weights } from './ground.js';

const cycle = 'rvc_demo';
const imported = demoQuarter(quarter);
const incidents = imported.incidents.map((each) => closedIncident.parse(each));
const chains = imported.chains.map((each) => closedChain.parse(each));
const engineers = ['zhang_min', 'chen_jie', 'liu_yang', 'anna_berg', 'wang_fang'].map(
  (name) => `per_${name}`,
);
const others = ['per_sun_hao', 'per_wu_gang', 'per_xu_jing'];

let clone: TestDatabase;
let database: Database;
let hands: ReturnType<typeof createScoreActivities>;
const freezeEffect = {
  ...{ kind: 'freeze' as const, id: 'f1', cycle, formula: 1, period: quarter, at: afterQuarter },
};
const scoreEffect = { kind: 'score' as const, id: 's1', cycle, why: 'calibration' as const };

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-quarter-'));
  const now = new Date(afterQuarter);
  await seedInstallation(database.prisma, { mode: 'demo', dataDir, now });
  const writer = { actor: { kind: 'system' as const, id: 'test' }, at: now };
  await importClosed(database, imported, writer);
  await addCycle(database, {
    cycle,
    people: [
      ...engineers.map((person) => ({ person, counterparts: ['dep_infra', 'dep_delivery'] })),
      ...others.map((person) => ({ person, card: 'linkage', counterparts: ['dep_noc'] })),
    ],
  });
  hands = createScoreActivities({
    ...{ database, now: () => afterQuarter, heartbeat: () => undefined },
  });
});

afterAll(async () => {
  await database.close();
  await clone.drop();
});

const inputOf = async (owner: string, indicator: string) => {
  const row = await database.prisma.reviewInput.findFirst({ where: { cycle, owner, indicator } });
  return (
    row && { numerator: Number(row.numerator), denominator: Number(row.denominator), n: row.n }
  );
};

const counted = (all: readonly boolean[]) => ({
  numerator: all.filter(Boolean).length,
  ...{ denominator: all.length, n: all.length },
});

const dutyOf = ({ holders }: ClosedIncident): string => holders[0]?.person ?? '';
const latest = async (person: string) => {
  const row = await database.prisma.reviewScore.findFirstOrThrow({
    where: { cycle, person },
    orderBy: { version: 'desc' },
  });
  return { ...row, result: row.result as unknown as Result };
};

const isKept = ({ legs }: ClosedChain): boolean =>
  legs.every(({ late, silences }) => !late && silences === 0);

describe('the indicators of the demo quarter', () => {
  beforeAll(async () => {
    const report = await hands.freezeCycle(freezeEffect);
    expect(report).toMatchObject({ type: 'frozen', effect: 'f1', people: 8 });
    expect(report.why).toBeUndefined();
  });

  it.each(engineers)('count of %s what the imported records say', async (person) => {
    const own = incidents.filter((each) => dutyOf(each) === person);
    const acknowledged = own.map((each) => (each.acknowledged ?? 0) <= each.acknowledgeDue);
    expect(await inputOf(person, 'acknowledge')).toEqual(counted(acknowledged));
    const restored = own.map((each) => (each.restored ?? 0) <= (each.restoreDue ?? 0));
    expect(await inputOf(person, 'restore')).toEqual(counted(restored));
    const told = own.flatMap(({ notices }) => notices.map(({ sent, due }) => (sent ?? 0) <= due));
    expect(await inputOf(person, 'notice')).toEqual(counted(told));
    const graded = own.map(({ firstLevel, level }) => (firstLevel ?? level) === level);
    expect(await inputOf(person, 'grading')).toEqual(counted(graded));
    const again = own.map((one) => incidents.some((other) => isRepeat(one, other)));
    expect(await inputOf(person, 'repeat')).toEqual(counted(again));
  });

  const weekMs = 7 * 86_400_000;
  const isRepeat = (one: ClosedIncident, other: ClosedIncident): boolean => {
    const since = other.detected - (one.restored ?? one.closed);
    const same = one.service === other.service && one.title === other.title;
    return same && one.id !== other.id && since >= 0 && since < weekMs;
  };

  it.each(['dep_infra', 'dep_delivery', 'dep_product', 'dep_service'])(
    'weigh the answers of %s by priority',
    async (department) => {
      const asked = chains.filter(({ legs }) => legs[0]?.to.id === department);
      const weightOf = (of: readonly ClosedChain[]): number =>
        of.reduce((sum, { priority }) => sum + requestWeight[priority], 0);
      expect(await inputOf(department, 'responsiveness')).toEqual({
        numerator: weightOf(asked.filter(isKept)),
        ...{ denominator: weightOf(asked), n: asked.length },
      });
    },
  );

  it('count no request of a department to itself', async () => {
    expect(await inputOf('dep_noc', 'responsiveness')).toBeNull();
  });

  it('give every department of a joint case the same number', async () => {
    const rows = await database.prisma.reviewRecord.findMany({
      where: { cycle, indicator: 'joint' },
    });
    const subjects = new Set(rows.map(({ subject }) => subject));
    expect(subjects.size).toBe(chains.length);
    for (const one of subjects) {
      const same = rows.filter(({ subject }) => subject === one);
      expect(same.length).toBeGreaterThan(1);
      expect(new Set(same.map(({ value }) => value.toString())).size).toBe(1);
    }
  });

  it('show every record behind a number, and no other', async () => {
    const [person = ''] = engineers;
    const asked = { cycle, kind: 'person' as const, owner: person, indicator: 'restore' as const };
    const first = await listRecords(database.prisma, asked, { limit: 20 });
    const rest = await listRecords(database.prisma, asked, {
      ...{ limit: 200, cursor: first.nextCursor ?? '' },
    });
    const records = [...first.items, ...rest.items];
    const input = await inputOf(person, 'restore');
    expect(records).toHaveLength(input?.n ?? -1);
    expect(records.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(input?.numerator);
    expect(records[0]).toMatchObject({ process: 'incident', record: 'clock/restore' });
    expect(records.every(({ number }) => number !== null)).toBe(true);
  });
});

describe('a freeze (R13)', () => {
  it('gives the same a second time, though the records have moved since', async () => {
    const first = await hands.freezeCycle(freezeEffect);
    await database.prisma.$executeRaw`update clock set stopped_at = due_at + interval '1 day'
      where obligation = 'restore'`;
    expect(await hands.freezeCycle(freezeEffect)).toEqual(first);
    expect(await recompute(database, { cycle, now: afterQuarter })).toMatchObject({
      mismatches: [],
    });
  });

  it('refuses another period, another formula and other people', async () => {
    const shorter = { ...quarter, until: quarter.until - 1 };
    expect((await hands.freezeCycle({ ...freezeEffect, period: shorter })).why).toMatch(/other/);
    expect((await hands.freezeCycle({ ...freezeEffect, formula: 2 })).why).toMatch(/other/);
    const fewer = { cycle, formula: 1, period: quarter, weights, now: afterQuarter, people: [] };
    await expect(freezeInputs(database, fewer)).rejects.toThrow(/other people/);
  });

  it('takes no further record, and lets none be changed', async () => {
    const late = {
      ...{ cycle, ownerKind: 'person', owner: 'per_chen_jie', indicator: 'restore' },
      ...{ subject: 'inc_late', record: 'clock/restore', at: new Date(), value: 1, weight: 1 },
    };
    await expect(database.prisma.reviewRecord.create({ data: late })).rejects.toThrow(/frozen/);
    await expect(database.prisma.$executeRaw`delete from review_input`).rejects.toThrow(
      /append-only/,
    );
  });

  it('says what cannot be frozen instead of failing for ever', async () => {
    const report = await hands.freezeCycle({ ...freezeEffect, cycle: 'rvc_none' });
    expect(report.why).toMatch(/no cycle/);
    expect((await hands.scoreCycle({ ...scoreEffect, cycle: 'rvc_none' })).why).toMatch(
      /not frozen/,
    );
  });
});

/** The review of the first engineer, with what became of the form that a department owed. */
async function addForm(department: string, outcome: string): Promise<void> {
  const task = { kind: 'counterpart', of: department, dueAt: afterQuarter, outcome };
  const view = { cycle, tasks: [task] };
  const at = new Date(afterQuarter);
  forms += 1;
  await database.prisma.processRow.create({
    data: {
      ...{ id: `rev_form_${forms}`, process: 'review', number: 90_000 + forms, seq: 1, view },
      ...{ stage: 'calibration', title: 'review', startedAt: at, silenced: {}, about: cycle },
    },
  });
}

let forms = 0;

describe('the scores of the demo quarter (R12)', () => {
  beforeAll(async () => {
    const [subject = ''] = (
      await database.prisma.reviewRecord.findMany({ where: { cycle, indicator: 'joint' } })
    ).map((row) => row.subject);
    for (const [n, department] of ['dep_infra', 'dep_delivery', 'dep_noc'].entries()) {
      const data = { ratings: [{ subject, score: 3 + (n % 3) }] };
      const [person = ''] = engineers;
      await addEntry(database, { cycle, person, kind: 'counterpart', department, data });
    }
    await addForm('dep_infra', 'left_out');
    await addForm('dep_delivery', 'no_dealings');
    await hands.scoreCycle(scoreEffect);
  });

  it('fall for a department that met a form with silence, and rise for one that answered', async () => {
    const inputOfScore = async (department: string) => {
      const row = await database.prisma.departmentScore.findFirstOrThrow({
        where: { cycle, department },
      });
      return (row.given as unknown as Given).inputs.responsiveness;
    };
    const silent = await inputOf('dep_infra', 'responsiveness');
    expect(await inputOfScore('dep_infra')).toEqual({
      numerator: silent?.numerator,
      ...{ denominator: (silent?.denominator ?? 0) + 1, n: (silent?.n ?? 0) + 1 },
    });
    const answered = await inputOf('dep_delivery', 'responsiveness');
    expect(await inputOfScore('dep_delivery')).toMatchObject({
      numerator: (answered?.numerator ?? 0) + 1,
      denominator: (answered?.denominator ?? 0) + 1,
    });
  });

  it('are written once: scoring again changes nothing', async () => {
    expect(await hands.scoreCycle(scoreEffect)).toEqual({
      ...{ type: 'scored', effect: 's1', changed: 0 },
    });
    expect(await database.prisma.reviewScore.count({ where: { cycle } })).toBe(8);
    expect(await database.prisma.departmentScore.count({ where: { cycle } })).toBeGreaterThan(3);
  });

  it('have own ratings from three on, else the department’s', async () => {
    const [first = '', second = ''] = engineers;
    const rated = async (person: string) => {
      const { result } = await latest(person);
      const all = result.blocks.flatMap(({ indicators }) => indicators);
      return all.find(({ key }) => key === 'feedback');
    };
    expect(await rated(first)).toMatchObject({ n: 3, value: 80, standing: 'counted' });
    expect(await rated(second)).toMatchObject({ n: 3, value: 80 });
  });

  it('take a rating that comes later no more', async () => {
    const [, person = ''] = engineers;
    const data = { ratings: [{ subject: 'inc_x', score: 1 }] };
    const department = 'dep_infra';
    await addEntry(database, { cycle, person, kind: 'counterpart', department, data });
    expect(await hands.scoreCycle(scoreEffect)).toMatchObject({ changed: 0 });
  });

  it('change with the manager’s points, and keep the version before', async () => {
    const [person = ''] = engineers;
    const before = await latest(person);
    const data = { marks: -2, evidence: ['INC-1001'] };
    await addEntry(database, { cycle, person, kind: 'manager', data });
    expect(await hands.scoreCycle(scoreEffect)).toMatchObject({ changed: 1 });
    const after = await latest(person);
    expect(after.version).toBe(before.version + 1);
    expect(Number(after.final)).toBeCloseTo(Number(before.final) - 2, 6);
  });

  it('change by appeal: one number, and a shared joint case for all who shared it', async () => {
    const { prisma } = database;
    const records = await prisma.reviewRecord.findMany({ where: { cycle, indicator: 'joint' } });
    const infra = records.find(({ owner, value }) => owner === 'dep_infra' && Number(value) < 1);
    const scoreOf = async (department: string) => {
      const row = await prisma.departmentScore.findFirstOrThrow({
        where: { cycle, department },
        orderBy: { version: 'desc' },
      });
      const { blocks } = row.result as unknown as Result;
      return blocks[0]?.indicators.find(({ key }) => key === 'joint')?.value ?? Number.NaN;
    };
    const before = [await scoreOf('dep_infra'), await scoreOf('dep_noc')];
    await prisma.$transaction((rows) =>
      correctRecords(
        rows,
        [{ indicator: 'joint', subject: infra?.subject ?? '', record: 'joint', value: 1 }],
        { cycle, review: 'rev_1', by: 'per_panel', reason: 'the clock was wrong', at: new Date() },
      ),
    );
    expect((await hands.scoreCycle(scoreEffect)).changed).toBeGreaterThan(1);
    const after = [await scoreOf('dep_infra'), await scoreOf('dep_noc')];
    for (const [n, value] of after.entries()) expect(value).toBeGreaterThan(before[n] ?? 100);
    const shown = await listRecords(
      prisma,
      { cycle, kind: 'department', owner: 'dep_noc', indicator: 'joint' },
      { limit: 200 },
    );
    expect(shown.items.filter(({ corrected }) => corrected)).toMatchObject([
      { subject: infra?.subject, value: 1 },
    ]);
  });

  it('are the same when computed again, and an alarm stands where one is not (I9)', async () => {
    const { prisma } = database;
    const now = afterQuarter;
    expect((await recompute(database, { cycle, now })).mismatches).toEqual([]);
    expect(await openMismatches(prisma)).toEqual([]);
    await prisma.$executeRaw`alter table review_score disable trigger review_score_append_only`;
    await prisma.$executeRaw`update review_score set final = 99.9 where person = 'per_chen_jie'`;
    await prisma.$executeRaw`alter table review_score enable trigger review_score_append_only`;
    const found = await recompute(database, { cycle, now });
    expect(found.mismatches).toMatchObject([{ what: 'score', of: 'per_chen_jie', stored: 99.9 }]);
    expect(await openMismatches(prisma)).toEqual([{ cycle, count: 1 }]);
  });
});
