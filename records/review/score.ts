import { createHash } from 'node:crypto';

import { scoreGiven, type Given, type Result } from '../../domain/score/given.js';
import { canonicalJson } from '../audit/canonical-json.js';
import type { Database } from '../database.js';
import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';
import { givenOfDepartment, givenOfPeople, groundOf, type CycleGround } from './given.js';
import { lastCorrection } from './inputs.js';
import { sealRatings } from './ratings.js';

export const peoplePerBatch = 200;
const batchTimeoutMs = 30_000;

/** Scores stand on sealed inputs only. */
export class NotFrozenError extends Error {}

export interface ScoreAsked {
  cycle: string;
  now: number;
}

export interface ScoredCycle {
  people: number;
  /** People whose score is another than before, or the first. */
  changed: number;
  /** People whose records do not suffice and of whom nobody decided (R12). */
  insufficient: number;
}

/**
 * Scores everybody of a cycle, and each department, by what was frozen, judged and corrected (R12,
 * R13, operations.md). A score is written only where it differs from the last one; a repeat writes
 * none. Everybody, because a corrected joint case is the same for all who shared it.
 */
export async function scoreFrozen(
  database: Database,
  { cycle, now }: ScoreAsked,
  heartbeat: () => void = () => undefined,
): Promise<ScoredCycle> {
  const ground = await openGround(database, { cycle, now });
  const people = await database.prisma.reviewPerson.findMany({
    where: { cycle },
    orderBy: { person: 'asc' },
  });
  let [changed, insufficient] = [0, 0];
  for (let first = 0; first < people.length; first += peoplePerBatch) {
    const batch = people.slice(first, first + peoplePerBatch);
    const given = await givenOfPeople(database.prisma, ground, batch);
    const scored = [...given].map(([owner, stands]) => scoredOf(owner, stands));
    changed += await write(database, { table: 'person', cycle, now, scored });
    insufficient += scored.filter(({ result }) => result.final === undefined).length;
    heartbeat();
  }
  const departments = await departmentsOf(database.prisma, cycle);
  const scored = departments.map((id) => scoredOf(id, givenOfDepartment(ground, id)));
  await write(database, { table: 'department', cycle, now, scored });
  return { people: people.length, changed, insufficient };
}

async function openGround(database: Database, { cycle, now }: ScoreAsked): Promise<CycleGround> {
  const { prisma } = database;
  const before = await prisma.reviewFreeze.findUnique({ where: { cycle } });
  if (before === null || before.sealedAt === null) {
    throw new NotFrozenError(`the inputs of ${cycle} are not frozen`);
  }
  await sealRatings(database, { cycle, now });
  const freeze = await prisma.reviewFreeze.findUniqueOrThrow({ where: { cycle } });
  return groundOf(prisma, freeze, await lastCorrection(prisma, cycle));
}

/** The departments of the people, and those that answered for them. */
async function departmentsOf(rows: Rows, cycle: string): Promise<string[]> {
  const found = await rows.$queryRaw<{ id: string }[]>`
    select department as id from review_person where cycle = ${cycle} and department is not null
    union
    select unnest(counterparts) from review_cycle_participant where cycle_id = ${cycle}
    order by 1`;
  return found.map(({ id }) => id);
}

interface Scored {
  owner: string;
  given: Given;
  result: Result;
  digest: string;
}

/** A correction that changes none of a person's numbers makes no new version of the score. */
export const scoreDigest = ({ corrections: _of, ...given }: Given, result: Result): string =>
  createHash('sha256')
    .update(canonicalJson([given, result]))
    .digest('hex');

const scoredOf = (owner: string, given: Given): Scored => {
  const result = scoreGiven(given);
  return { owner, given, result, digest: scoreDigest(given, result) };
};

interface Write {
  table: 'person' | 'department';
  cycle: string;
  now: number;
  scored: readonly Scored[];
}

interface Latest {
  owner: string;
  version: number;
  digest: string;
}

const latestOf = (rows: Rows, { table, cycle }: Pick<Write, 'table' | 'cycle'>) =>
  table === 'person'
    ? rows.$queryRaw<Latest[]>`select distinct on (person) person as owner, version, digest
        from review_score where cycle = ${cycle} order by person, version desc`
    : rows.$queryRaw<Latest[]>`select distinct on (department) department as owner, version, digest
        from department_score where cycle = ${cycle} order by department, version desc`;

/** Two writers at once meet in the primary key; the activity that lost is done again. */
async function write({ prisma }: Database, { table, cycle, now, scored }: Write): Promise<number> {
  return prisma.$transaction(
    async (rows) => {
      const latest = await latestOf(rows, { table, cycle });
      const before = new Map(latest.map((row) => [row.owner, row]));
      const changed = scored.filter(({ owner, digest }) => before.get(owner)?.digest !== digest);
      const rowsOf = ({ owner, given, result, digest }: Scored) => ({
        ...{
          cycle,
          version: (before.get(owner)?.version ?? 0) + 1,
          formula: given.formula,
          digest,
        },
        ...{ given: jsonColumn(given), result: jsonColumn(result) },
        ...{ final: result.final ?? null, band: result.band ?? null },
        ...{ insufficient: result.insufficient, at: new Date(now) },
      });
      if (table === 'person') {
        const data = changed.map((each) => ({ person: each.owner, ...rowsOf(each) }));
        await rows.reviewScore.createMany({ data });
      } else {
        const data = changed.map((each) => ({ department: each.owner, ...rowsOf(each) }));
        await rows.departmentScore.createMany({ data });
      }
      return changed.length;
    },
    { timeout: batchTimeoutMs },
  );
}

/** How many people have too few records, before anybody judged and any rating came. */
export async function countInsufficient({ prisma }: Database, cycle: string): Promise<number> {
  const freeze = await prisma.reviewFreeze.findUniqueOrThrow({ where: { cycle } });
  const installed = freeze.installed.filter((key) => key !== 'feedback');
  const ground = await groundOf(prisma, { ...freeze, installed }, 0n);
  const people = await prisma.reviewPerson.findMany({ where: { cycle } });
  let insufficient = 0;
  for (let first = 0; first < people.length; first += peoplePerBatch) {
    const batch = people.slice(first, first + peoplePerBatch);
    const given = await givenOfPeople(prisma, ground, batch);
    insufficient += [...given.values()].filter((each) => scoreGiven(each).insufficient).length;
  }
  return insufficient;
}
