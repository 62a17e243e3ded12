import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { CaseDraft } from '../../../contracts/uat/cases.js';
import type { RequirementDraft } from '../../../contracts/uat/requirements.js';
import type { RunDraft } from '../../../contracts/uat/runs.js';
import { gate } from '../../../domain/uat/trace.js';
import {
  contentIdOf,
  keepFile,
  keepValue,
  readValue,
  referTo,
  subjectsOf,
  valueIdOf,
} from '../../../records/content/content.js';
import { openDatabase, type Database } from '../../../records/database.js';
import { editCase, takeCases } from '../../../records/uat/cases.js';
import {
  editRequirement,
  takeRequirements,
  withdrawRequirement,
} from '../../../records/uat/requirements.js';
import { addRun, listRuns } from '../../../records/uat/runs.js';
import { verdictFor } from '../../../records/uat/trace.js';
import { cloneDatabase, type TestDatabase } from '../../support/database.js';

let cloned: TestDatabase;
let database: Database;
let n = 0;
let handover = '';

const at = new Date('2026-11-23T02:00:00Z');

beforeAll(async () => {
  cloned = await cloneDatabase();
  database = openDatabase(cloned.url);
  const { prisma } = database;
  await prisma.person.create({ data: { id: 'per_tess', name: 'Tess', language: 'en' } });
  await prisma.customer.create({ data: { id: 'cus_a', code: 'A', name: '甲', tier: 'A' } });
  await prisma.customerContact.create({
    data: { id: 'cct_1', customerId: 'cus_a', name: 'Ann', role: 'duty', language: 'en' },
  });
});

afterAll(async () => {
  await database.close();
  await cloned.drop();
});

beforeEach(() => {
  n += 1;
  handover = `hov_${n}`;
});

const writing = () => ({ handover, by: 'per_tess', at });
const requirement = (key: string, more: Partial<RequirementDraft> = {}): RequirementDraft => ({
  ...{ key, source: 'contract', text: `text of ${key}`, priority: 'must' },
  ...more,
});
const caseOf = (key: string, covers: CaseDraft['covers'], more = {}): CaseDraft => ({
  ...{ key, title: `title of ${key}`, steps: 'steps', expected: 'expected', covers },
  ...more,
});

const take = (drafts: RequirementDraft[]) =>
  database.prisma.$transaction((tx) => takeRequirements(tx, drafts, writing()));
const takeC = (drafts: CaseDraft[]) =>
  database.prisma.$transaction((tx) => takeCases(tx, drafts, writing()));
const run = (draft: RunDraft, more: { id?: string; customer?: string } = {}) =>
  database.prisma.$transaction((tx) =>
    addRun(tx, draft, { id: `run_${(n += 1)}`, ...writing(), ...more }),
  );
const edit = (key: string, text: string, version?: number) => {
  const { key: _, ...draft } = requirement(key, { text });
  return database.prisma.$transaction((tx) =>
    editRequirement(tx, { key, version }, { draft, ...writing() }),
  );
};
const evidence = async (text: string): Promise<string> => {
  const file = { name: 'e.txt', mime: 'text/plain', bytes: Buffer.from(text), by: 'per_tess', at };
  return (await keepFile(database.prisma, file)).head.id;
};
const verdict = () => verdictFor(database.prisma, handover);

describe('requirements', () => {
  it('the same table twice changes nothing', async () => {
    const drafts = [requirement('R1'), requirement('R2', { priority: 'could' })];
    expect(await take(drafts)).toMatchObject({ taken: ['R1', 'R2'], unchanged: [] });
    expect(await take(drafts)).toMatchObject({ taken: [], unchanged: ['R1', 'R2'] });
    const rows = await database.prisma.uatRequirement.findMany({ where: { handoverId: handover } });
    expect(rows.map(({ version }) => version)).toEqual([1, 1]);
  });

  it('two imports at once take each line once, whoever comes first', async () => {
    const drafts = Array.from({ length: 300 }, (_, i) => requirement(`R${i}`));
    const done = await Promise.all([take(drafts), take(drafts.toReversed()), take(drafts)]);
    const taken = done.map((one) => one.taken.length);
    expect(taken.sort()).toEqual([0, 0, 300]);
  });

  it('an edit keeps the versions before it and leaves one current', async () => {
    await take([requirement('R1')]);
    await edit('R1', 'sharper', 1);
    const rows = await database.prisma.uatRequirement.findMany({
      where: { handoverId: handover },
      orderBy: { version: 'asc' },
    });
    expect(rows.map(({ version, text, isCurrent }) => [version, text, isCurrent])).toEqual([
      [1, 'text of R1', false],
      [2, 'sharper', true],
    ]);
    await expect(edit('R1', 'lost update', 1)).rejects.toMatchObject({ code: 'stale_version' });
  });

  it('one that was withdrawn comes back by an edit, never by an import', async () => {
    await take([requirement('R1')]);
    await database.prisma.$transaction((tx) =>
      withdrawRequirement(tx, { key: 'R1' }, { reason: 'not needed', ...writing() }),
    );
    expect((await verdict()).requirements.must).toBe(0);
    const again = await take([requirement('R1')]);
    expect(again.refused).toEqual([{ key: 'R1', code: 'withdrawn', field: 'key' }]);
    await edit('R1', 'text of R1');
    expect((await verdict()).requirements.must).toBe(1);
  });

  it('takes no more than a hand-over may have, and then none of them', async () => {
    const many = Array.from({ length: 2_001 }, (_, i) => requirement(`R${i}`));
    await expect(take(many)).rejects.toMatchObject({ code: 'too_many_records' });
    expect((await verdict()).requirements.must).toBe(0);
  });
});

describe('cases', () => {
  it('an edited requirement makes its cases stale; an old table does not freshen them', async () => {
    await take([requirement('R1'), requirement('R2')]);
    const table = [caseOf('C1', [{ requirement: 'R1' }]), caseOf('C2', [{ requirement: 'R2' }])];
    await takeC(table);
    expect(gate(await verdict()).covered).toBe(true);
    await edit('R1', 'changed');
    expect(await takeC(table)).toMatchObject({ taken: [], unchanged: ['C1', 'C2'] });
    expect(await verdict()).toMatchObject({
      stale: { keys: ['C1'] },
      uncovered: { keys: ['R1'] },
    });
  });

  it('a stale case is fresh again by an edit, a new text or the version named', async () => {
    await take([requirement('R1')]);
    await takeC(['C1', 'C2', 'C3'].map((key) => caseOf(key, [{ requirement: 'R1' }])));
    await edit('R1', 'changed');
    const { key: _, ...draft } = caseOf('C1', [{ requirement: 'R1' }]);
    await database.prisma.$transaction((tx) =>
      editCase(tx, { key: 'C1' }, { draft, ...writing() }),
    );
    await takeC([
      caseOf('C2', [{ requirement: 'R1' }], { steps: 'new steps' }),
      caseOf('C3', [{ requirement: 'R1', version: 2 }]),
    ]);
    expect((await verdict()).stale.keys).toEqual([]);
  });

  it('leaves out a case of an unknown requirement and takes one of none as an orphan', async () => {
    await take([requirement('R1')]);
    const done = await takeC([
      caseOf('C1', [{ requirement: 'R9' }]),
      caseOf('C2', [{ requirement: 'R1', version: 7 }]),
      caseOf('C3', []),
    ]);
    expect(done.taken).toEqual(['C3']);
    expect(done.refused.map(({ key, what }) => [key, what])).toEqual([
      ['C1', 'R9'],
      ['C2', 'R1'],
    ]);
    expect((await verdict()).orphans.keys).toEqual(['C3']);
  });

  it('takes thousands of cases within one transaction', async () => {
    await take(Array.from({ length: 30 }, (_, i) => requirement(`R${i}`)));
    const covers = Array.from({ length: 10 }, (_, i) => ({ requirement: `R${i}` }));
    const many = Array.from({ length: 3_000 }, (_, i) => caseOf(`C${i}`, covers));
    expect((await takeC(many)).taken).toHaveLength(3_000);
    expect((await takeC(many)).unchanged).toHaveLength(3_000);
    expect(await verdict()).toMatchObject({ cases: 3_000, covered: 10 });
  });
});

describe('runs', () => {
  const measure = { kind: 'latencyMs', comparison: 'at_most', value: 180, unit: 'ms' } as const;

  beforeEach(async () => {
    await take([requirement('R1')]);
    await takeC([caseOf('C1', [{ requirement: 'R1' }])]);
  });

  it('a must is proven by a last run that passed with evidence, and only while nothing changed', async () => {
    await run({ case: 'C1', result: 'pass' });
    expect((await verdict()).withoutEvidence.keys).toEqual(['R1']);
    const file = await evidence('trace');
    await run({ case: 'C1', result: 'pass', evidence: [file] });
    expect(gate(await verdict())).toEqual({ covered: true, proven: true });
    await run({ case: 'C1', result: 'fail' });
    expect((await verdict()).failing.keys).toEqual(['R1']);
    await run({ case: 'C1', result: 'pass', evidence: [file] });
    await takeC([caseOf('C1', [{ requirement: 'R1' }], { expected: 'more' })]);
    expect(await verdict()).toMatchObject({ proven: 0, unproven: { keys: ['R1'] } });
    expect(await subjectsOf(database.prisma, file, 'hov_')).toEqual([handover]);
  });

  it('the same request twice is one run', async () => {
    await run({ case: 'C1', result: 'fail' }, { id: `run_same_${handover}` });
    await run({ case: 'C1', result: 'fail' }, { id: `run_same_${handover}` });
    const page = await listRuns(database.prisma, { handover }, { limit: 10, count: true });
    expect(page.total).toBe(1);
  });

  it.each([
    [{ result: 'pass' }, 'result_contradicts'],
    [{ result: 'pass', measured: 181 }, 'result_contradicts'],
    [{ result: 'pass', measured: 179.5 }, undefined],
    [{ result: 'fail', measured: 190 }, undefined],
    [{ result: 'blocked' }, undefined],
  ] as const)('a case with a number to reach: %j → %s', async (given, code) => {
    await takeC([caseOf('C2', [{ requirement: 'R1' }], { measure })]);
    const done = run({ case: 'C2', ...given });
    if (code) await expect(done).rejects.toMatchObject({ code });
    else expect((await done).caseKey).toBe('C2');
  });

  it('an old pass that is noted later does not hide the failure that came after it', async () => {
    await run({ case: 'C1', result: 'fail', at: at.getTime() });
    const proof = [await evidence('noted late')];
    await run({ case: 'C1', result: 'pass', evidence: proof, at: at.getTime() - 60_000 });
    expect((await verdict()).failing.keys).toContain('R1');
    await run({ case: 'C1', result: 'pass', evidence: proof, at: at.getTime() + 60_000 });
    expect((await verdict()).failing.keys).not.toContain('R1');
  });

  it('names a witness of this customer only, and evidence that exists', async () => {
    const witness = { contact: 'cct_1' };
    const seen = await run({ case: 'C1', result: 'pass', witness }, { customer: 'cus_a' });
    expect(seen.witnessName).toBe('Ann');
    await expect(run({ case: 'C1', result: 'pass', witness })).rejects.toMatchObject({
      code: 'unknown_reference',
    });
    const unknown = contentIdOf('never uploaded');
    await expect(run({ case: 'C1', result: 'pass', evidence: [unknown] })).rejects.toMatchObject({
      code: 'unknown_reference',
    });
  });
});

describe('content', () => {
  it('is the same for the same bytes, and for a value whatever the order of its members', async () => {
    const keeping = { by: 'per_tess', at };
    const a = await keepValue(database.prisma, { b: 1, a: ['x'] }, keeping);
    const b = await keepValue(database.prisma, { a: ['x'], b: 1 }, keeping);
    expect([a.fresh, b.fresh, b.head.id]).toEqual([true, false, a.head.id]);
    expect(a.head.id).toBe(valueIdOf({ a: ['x'], b: 1 }));
    expect(await readValue(database.prisma, a.head.id)).toEqual({ a: ['x'], b: 1 });
    await referTo(database.prisma, handover, [a.head.id, a.head.id]);
    expect(await subjectsOf(database.prisma, a.head.id, 'hov_')).toEqual([handover]);
  });

  it('is never changed, nor kept under another id than that of its bytes', async () => {
    const id = await evidence('first');
    const { prisma } = database;
    await expect(prisma.content.update({ where: { id }, data: { name: 'x' } })).rejects.toThrow();
    const bytes = Buffer.from('second');
    const row = { id, kind: 'file', mime: 'text/plain', size: bytes.length, bytes, createdBy: 'x' };
    await expect(prisma.content.create({ data: { ...row, id: 'A'.repeat(22) } })).rejects.toThrow();
  });
});
