import type { IndicatorKey } from '../../domain/score/formula.js';
import type { Inputs } from '../../domain/score/given.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';

export type OwnerKind = 'person' | 'department';

/** Whose numbers: all owners of a kind, or those named. */
export interface InputQuery {
  cycle: string;
  kind: OwnerKind;
  owners?: readonly string[];
  /** Corrections up to this one count. */
  corrections: bigint;
}

/**
 * The records of a cycle as they count: what was frozen, the latest correction of a record in its
 * place, and what corrections brought in that was not there. A correction without an owner is of
 * every owner of the record, so that a joint case stays the same for all its departments (R12).
 */
export const countedRecords = ({ cycle, kind, owners, corrections }: InputQuery): Prisma.Sql => {
  const named = owners === undefined ? Prisma.sql`true` : Prisma.sql`owner = any(${[...owners]})`;
  return Prisma.sql`
    select r.owner_kind, r.owner, r.indicator, r.subject, r.record, r.at,
      case when fix.id is null then r.value else fix.value end as value,
      coalesce(fix.weight, r.weight) as weight, fix.id as correction
    from (select * from review_record
      where cycle = ${cycle} and owner_kind = ${kind} and ${named}) r
    left join lateral (
      select c.id, c.value, c.weight from review_correction_taken c
      where c.cycle = ${cycle} and c.id <= ${corrections} and c.indicator = r.indicator
        and c.subject = r.subject and c.record = r.record
        and (c.owner is null or (c.owner = r.owner and c.owner_kind = r.owner_kind))
      order by c.id desc limit 1
    ) fix on true
    union all
    select late.* from (
      select distinct on (c.owner, c.indicator, c.subject, c.record) c.owner_kind, c.owner,
        c.indicator, c.subject, c.record, c.at, c.value, coalesce(c.weight, 1) as weight,
        c.id as correction
      from review_correction_taken c
      where c.cycle = ${cycle} and c.id <= ${corrections} and c.owner_kind = ${kind} and ${named}
        and not exists (select from review_record r where r.cycle = c.cycle
          and r.owner_kind = c.owner_kind and r.owner = c.owner and r.indicator = c.indicator
          and r.subject = c.subject and r.record = c.record)
      order by c.owner, c.indicator, c.subject, c.record, c.id desc
    ) late`;
};

interface InputRow {
  owner: string;
  indicator: IndicatorKey;
  numerator: number;
  denominator: number;
  n: number;
}

/** What the records add up to, by owner and indicator; ratings are read one by one instead. */
export async function readInputs(rows: Rows, query: InputQuery): Promise<Map<string, Inputs>> {
  const found = await rows.$queryRaw<InputRow[]>`
    select owner, indicator, sum(value * weight)::float8 as numerator,
      sum(weight)::float8 as denominator, count(*)::int as n
    from (${countedRecords(query)}) counted
    where value is not null and indicator <> 'feedback'
    group by owner, indicator order by owner, indicator`;
  const inputs = new Map<string, Inputs>();
  for (const { owner, indicator, ...input } of found) {
    inputs.set(owner, { ...inputs.get(owner), [indicator]: input });
  }
  return inputs;
}

/** Ratings, 0 to 1 each, by owner; in no order that tells who gave them. */
export async function readRatings(rows: Rows, query: InputQuery): Promise<Map<string, number[]>> {
  const found = await rows.$queryRaw<{ owner: string; values: number[] }[]>`
    select owner, array_agg(value::float8 order by value) as values
    from (${countedRecords(query)}) counted
    where value is not null and indicator = 'feedback' group by owner`;
  return new Map(found.map(({ owner, values }) => [owner, values]));
}

/** The newest correction of a cycle; 0 before the first. */
export async function lastCorrection(rows: Rows, cycle: string): Promise<bigint> {
  const [last] = await rows.$queryRaw<{ id: bigint }[]>`
    select id from review_correction_taken where cycle = ${cycle} order by id desc limit 1`;
  return last?.id ?? 0n;
}
