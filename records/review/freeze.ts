import { createHash } from 'node:crypto';

import { formulaVersion, type BlockWeights, type CardKind } from '../../domain/score/formula.js';
import type { IndicatorKey } from '../../domain/score/formula.js';
import { indicatorKeys } from '../../domain/score/formula.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { canonicalJson } from '../audit/canonical-json.js';
import type { Database } from '../database.js';
import { jsonColumn } from '../directory/columns.js';
import type { Rows } from '../rows.js';
import { installedIndicators, viewOf, type Period } from './indicator-views.js';

export interface FreezePerson {
  person: string;
  department?: string;
  head: boolean;
  card: CardKind;
}

export interface FreezeAsked {
  cycle: string;
  /** R13: the version that scores the cycle until it closes. */
  formula: number;
  period: Period;
  weights: BlockWeights;
  people: readonly FreezePerson[];
  now: number;
}

export interface Frozen {
  cycle: string;
  people: number;
  installed: IndicatorKey[];
  /** Indicators without an installed source. */
  absent: IndicatorKey[];
  /** sha-256 over formula, weights, people and records. */
  digest: string;
  sealedAt: number;
}

/** The cycle was frozen with other people, another period or another formula (R13). */
export class FrozenOtherwiseError extends Error {}

const dayMs = 86_400_000;
/** Records of so many days are copied by one statement. */
const sliceMs = 14 * dayMs;
const peoplePerBatch = 500;
const batchTimeoutMs = 30_000;

/** Everything that writes a cycle's inputs takes turns; released with the transaction. */
export const lockCycle = (rows: Rows, cycle: string): Promise<unknown> =>
  rows.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`review:${cycle}`}, 0))`;

const inTurn = <T>(
  { prisma }: Database,
  cycle: string,
  write: (rows: Rows) => Promise<T>,
): Promise<T> =>
  prisma.$transaction(
    async (rows) => {
      await lockCycle(rows, cycle);
      return write(rows);
    },
    { timeout: batchTimeoutMs, maxWait: batchTimeoutMs },
  );

/**
 * Copies every record of the period that counts for the cycle's people and departments, in bounded
 * batches, sums them up and seals them with a digest (R13, operations.md). A repeat goes on where
 * the last one ended; once sealed it answers the same and changes nothing. `heartbeat` is called
 * after each batch. Throws `FrozenOtherwiseError` where the cycle was begun with other facts.
 */
export async function freezeInputs(
  database: Database,
  asked: FreezeAsked,
  heartbeat: () => void = () => undefined,
): Promise<Frozen> {
  const begun = await begin(database, asked);
  if (begun.sealedAt === null) {
    await writePeople(database, asked, heartbeat);
    const installed = begun.installed as IndicatorKey[];
    for (const key of installed.filter((each) => each !== 'feedback')) {
      await copyRecords(database, asked, key);
      heartbeat();
    }
    await seal(database, asked, installed);
  }
  return frozenOf(database, asked);
}

async function begin(database: Database, asked: FreezeAsked) {
  const { cycle, formula, period, weights, now } = asked;
  return inTurn(database, cycle, async (rows) => {
    const before = await rows.reviewFreeze.findUnique({ where: { cycle } });
    if (before) {
      refuseOther(before, asked);
      return before;
    }
    if (formula !== formulaVersion) throw new FrozenOtherwiseError(`formula ${formula} is unknown`);
    return rows.reviewFreeze.create({
      data: {
        ...{ cycle, formula, weights: jsonColumn(weights) },
        ...{ from: new Date(period.from), until: new Date(period.until) },
        installed: await installedIndicators(rows),
        startedAt: new Date(now),
      },
    });
  });
}

type FreezeRow = Prisma.ReviewFreezeGetPayload<object>;

function refuseOther(row: FreezeRow, { cycle, formula, period, weights }: FreezeAsked): void {
  const same =
    row.formula === formula &&
    row.from.getTime() === period.from &&
    row.until.getTime() === period.until &&
    canonicalJson(row.weights) === canonicalJson(weights);
  if (!same) throw new FrozenOtherwiseError(`cycle ${cycle} was begun with other facts`);
}

/** The first freeze says who is scored; a later one may not add anybody. */
async function writePeople(
  database: Database,
  { cycle, people }: FreezeAsked,
  heartbeat: () => void,
): Promise<void> {
  const known = await database.prisma.reviewPerson.count({ where: { cycle } });
  if (known >= people.length) return;
  for (let first = 0; first < people.length; first += peoplePerBatch) {
    const batch = people.slice(first, first + peoplePerBatch);
    await inTurn(database, cycle, (rows) =>
      rows.reviewPerson.createMany({
        data: batch.map(({ person, department, head, card }) => ({
          ...{ cycle, person, head, card, department: department ?? null },
        })),
        skipDuplicates: true,
      }),
    );
    heartbeat();
  }
}

async function copyRecords(
  database: Database,
  { cycle, period }: FreezeAsked,
  key: IndicatorKey,
): Promise<void> {
  for (let from = period.from; from < period.until; from += sliceMs) {
    const until = Math.min(from + sliceMs, period.until);
    await inTurn(database, cycle, (rows) => copySlice(rows, { cycle, key, from, until }));
  }
}

const copySlice = (
  rows: Rows,
  { cycle, key, from, until }: Period & { cycle: string; key: IndicatorKey },
): Promise<number> => rows.$executeRaw`
  insert into review_record (cycle, owner_kind, owner, indicator, subject, record, at, value, weight)
  select ${cycle}, v.owner_kind, v.owner, ${key}, v.subject, v.record, v.at, v.value, v.weight
  from ${viewOf(key)} v
  where v.at >= ${new Date(from)} and v.at < ${new Date(until)} and v.owner is not null
    and (v.owner_kind = 'department'
      or exists (select from review_person p where p.cycle = ${cycle} and p.person = v.owner))
  on conflict do nothing`;

async function seal(
  database: Database,
  asked: FreezeAsked,
  installed: readonly IndicatorKey[],
): Promise<void> {
  const { cycle, now } = asked;
  await inTurn(database, cycle, async (rows) => {
    const row = await rows.reviewFreeze.findUniqueOrThrow({ where: { cycle } });
    if (row.sealedAt !== null) return;
    for (const key of installed.filter((each) => each !== 'feedback'))
      await sumUp(rows, cycle, key);
    const digest = await digestOf(rows, row);
    await rows.reviewFreeze.update({
      where: { cycle },
      data: { digest, sealedAt: new Date(now) },
    });
  });
}

const sumUp = (rows: Rows, cycle: string, key: IndicatorKey): Promise<number> => rows.$executeRaw`
  insert into review_input (cycle, owner_kind, owner, indicator, numerator, denominator, n)
  select cycle, owner_kind, owner, indicator, sum(value * weight), sum(weight), count(*)::int
  from review_record where cycle = ${cycle} and indicator = ${key}
  group by cycle, owner_kind, owner, indicator
  on conflict do nothing`;

const recordDigest = async (rows: Rows, cycle: string, key: IndicatorKey): Promise<string> => {
  const [found] = await rows.$queryRaw<{ digest: string }[]>`
    select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', owner_kind, owner, subject,
      record, extract(epoch from at), value, weight), e'\n'
      order by owner_kind collate "C", owner collate "C", subject collate "C",
        record collate "C"), ''), 'UTF8')), 'hex') as digest
    from review_record where cycle = ${cycle} and indicator = ${key} and record not like 'form/%'`;
  return found?.digest ?? '';
};

/** sha-256 over what was frozen; ratings, which come later, are not in it. */
export async function digestOf(rows: Rows, row: FreezeRow): Promise<string> {
  const { cycle, formula, weights, installed, from, until } = row;
  const people = await rows.reviewPerson.findMany({ where: { cycle }, orderBy: { person: 'asc' } });
  const records: string[] = [];
  for (const key of indicatorKeys) {
    if (key !== 'feedback') records.push(await recordDigest(rows, cycle, key));
  }
  const whole = { formula, weights, installed, from, until, records };
  const named = people
    .map(({ person, department, head, card }) => [person, department, head, card])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return createHash('sha256')
    .update(canonicalJson([whole, named]))
    .digest('hex');
}

async function frozenOf({ prisma }: Database, { cycle, people }: FreezeAsked): Promise<Frozen> {
  const row = await prisma.reviewFreeze.findUniqueOrThrow({ where: { cycle } });
  if (row.sealedAt === null || row.digest === null) throw new Error(`${cycle} was not sealed`);
  const known = await prisma.reviewPerson.findMany({ where: { cycle }, select: { person: true } });
  const names = new Set(known.map(({ person }) => person));
  if (people.length !== names.size || people.some(({ person }) => !names.has(person))) {
    throw new FrozenOtherwiseError(`cycle ${cycle} was frozen with other people`);
  }
  const installed = row.installed as IndicatorKey[];
  return {
    ...{ cycle, installed, people: names.size, digest: row.digest },
    absent: indicatorKeys.filter((key) => !installed.includes(key)),
    sealedAt: row.sealedAt.getTime(),
  };
}
