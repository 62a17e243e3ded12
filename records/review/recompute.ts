import { scoreGiven, type Given, type Result } from '../../domain/score/given.js';
import { canonicalJson } from '../audit/canonical-json.js';
import type { Database } from '../database.js';
import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';
import { digestOf } from './freeze.js';
import { givenOfDepartment, givenOfPeople, groundOf } from './given.js';
import { NotFrozenError, peoplePerBatch, scoreDigest } from './score.js';

/** What does not come out as it was written. */
export interface Mismatch {
  what: 'records' | 'inputs' | 'score' | 'department';
  /** The person or the department; absent where the whole freeze is meant. */
  of?: string;
  stored?: number | null;
  computed?: number | null;
}

export interface Recomputed {
  cycle: string;
  /** Scores that were computed again. */
  checked: number;
  mismatches: Mismatch[];
}

interface Stored {
  owner: string;
  given: Given;
  result: Result;
  final: number | null;
  digest: string;
}

/**
 * Computes every latest score of a cycle again, from the frozen records and from what is stored
 * beside it, and compares (V20, I9). What differs is written down as an alarm, which stands until a
 * later check finds nothing; the answer names each of them.
 */
export async function recompute(
  database: Database,
  { cycle, now }: { cycle: string; now: number },
): Promise<Recomputed> {
  const { prisma } = database;
  const freeze = await prisma.reviewFreeze.findUnique({ where: { cycle } });
  if (freeze === null || freeze.sealedAt === null) {
    throw new NotFrozenError(`the inputs of ${cycle} are not frozen`);
  }
  const mismatches: Mismatch[] = [];
  if ((await digestOf(prisma, freeze)) !== freeze.digest) mismatches.push({ what: 'records' });
  mismatches.push(...(await inputMismatches(prisma, cycle)));
  const people = await latestScores(prisma, cycle, 'person');
  const departments = await latestScores(prisma, cycle, 'department');
  mismatches.push(...(await personMismatches(database, cycle, people)));
  mismatches.push(...(await departmentMismatches(database, cycle, departments)));
  const checked = people.length + departments.length;
  await prisma.reviewCheck.create({
    data: { cycle, checked, at: new Date(now), mismatches: jsonColumn(mismatches) },
  });
  return { cycle, checked, mismatches };
}

/** The sums as they were sealed against the records as they were sealed. */
async function inputMismatches(rows: Rows, cycle: string): Promise<Mismatch[]> {
  const found = await rows.$queryRaw<{ owner: string }[]>`
    with again as (
      select owner_kind, owner, indicator, sum(value * weight) as numerator,
        sum(weight) as denominator, count(*)::int as n
      from review_record where cycle = ${cycle} and indicator <> 'feedback'
        and record not like 'form/%'
      group by owner_kind, owner, indicator
    )
    select distinct coalesce(a.owner, i.owner) as owner
    from again a full join (select * from review_input where cycle = ${cycle}) i
      on i.owner_kind = a.owner_kind and i.owner = a.owner and i.indicator = a.indicator
    where (a.numerator, a.denominator, a.n) is distinct from (i.numerator, i.denominator, i.n)
    order by 1`;
  return found.map(({ owner }) => ({ what: 'inputs', of: owner }));
}

const latestScores = (rows: Rows, cycle: string, of: 'person' | 'department') =>
  of === 'person'
    ? rows.$queryRaw<Stored[]>`select distinct on (person) person as owner, given, result,
        final::float8 as final, digest from review_score where cycle = ${cycle}
        order by person, version desc`
    : rows.$queryRaw<Stored[]>`select distinct on (department) department as owner, given, result,
        final::float8 as final, digest from department_score where cycle = ${cycle}
        order by department, version desc`;

/** The stored facts give the stored score, digest and result, and the records give those facts. */
const isSame = (stored: Stored, inputs: Given['inputs'] | undefined): boolean => {
  const result = scoreGiven(stored.given);
  return (
    (result.final ?? null) === stored.final &&
    scoreDigest(stored.given, result) === stored.digest &&
    canonicalJson(result) === canonicalJson(stored.result) &&
    canonicalJson(inputs) === canonicalJson(stored.given.inputs)
  );
};

const mismatchOf = (what: Mismatch['what'], stored: Stored, given: Given | undefined): Mismatch => {
  const again = { ...stored.given, inputs: given?.inputs ?? {} };
  const computed = scoreGiven(again).final ?? null;
  return { what, of: stored.owner, stored: stored.final, computed };
};

async function personMismatches(
  { prisma }: Database,
  cycle: string,
  scores: readonly Stored[],
): Promise<Mismatch[]> {
  const found: Mismatch[] = [];
  for (const corrections of new Set(scores.map(({ given }) => given.corrections))) {
    const freeze = await prisma.reviewFreeze.findUniqueOrThrow({ where: { cycle } });
    const ground = await groundOf(prisma, freeze, BigInt(corrections));
    const same = scores.filter(({ given }) => given.corrections === corrections);
    for (let first = 0; first < same.length; first += peoplePerBatch) {
      const batch = same.slice(first, first + peoplePerBatch);
      const person = { in: batch.map(({ owner }) => owner) };
      const people = await prisma.reviewPerson.findMany({ where: { cycle, person } });
      const given = await givenOfPeople(prisma, ground, people);
      for (const stored of batch) {
        const again = given.get(stored.owner);
        if (!isSame(stored, again?.inputs)) found.push(mismatchOf('score', stored, again));
      }
    }
  }
  return found;
}

async function departmentMismatches(
  { prisma }: Database,
  cycle: string,
  scores: readonly Stored[],
): Promise<Mismatch[]> {
  const found: Mismatch[] = [];
  for (const corrections of new Set(scores.map(({ given }) => given.corrections))) {
    const freeze = await prisma.reviewFreeze.findUniqueOrThrow({ where: { cycle } });
    const ground = await groundOf(prisma, freeze, BigInt(corrections));
    for (const stored of scores.filter(({ given }) => given.corrections === corrections)) {
      const again = givenOfDepartment(ground, stored.owner);
      if (!isSame(stored, again.inputs)) found.push(mismatchOf('department', stored, again));
    }
  }
  return found;
}

/** Cycles whose last recomputation found a difference: what `/metrics` raises the alarm by. */
export async function openMismatches(rows: Rows): Promise<{ cycle: string; count: number }[]> {
  return rows.$queryRaw<{ cycle: string; count: number }[]>`
    select cycle, jsonb_array_length(mismatches) as count from (
      select distinct on (cycle) cycle, mismatches from review_check order by cycle, id desc
    ) last where jsonb_array_length(mismatches) > 0`;
}
