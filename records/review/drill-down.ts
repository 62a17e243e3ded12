import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { IndicatorKey } from '../../domain/score/formula.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';
import { countedRecords, lastCorrection, type OwnerKind } from './inputs.js';

/** One record behind a number, as it counts. */
export interface CountedRecord {
  subject: string;
  /** `INC-1042`; absent where the subject has no number, such as a maintenance window. */
  number: number | null;
  process: string | null;
  title: string | null;
  record: string;
  at: Date;
  /** 0 to 1; null: struck out by a correction. */
  value: number | null;
  weight: number;
  /** An appeal put it right, or brought it in. */
  corrected: boolean;
}

export interface RecordQuery {
  cycle: string;
  kind: OwnerKind;
  owner: string;
  indicator: IndicatorKey;
}

const cursorKeys = z.tuple([z.string(), z.string()]);

/** Every record behind one number (V7, V21), by subject. Ratings are none of it: they are nobody's. */
export async function listRecords(
  rows: Rows,
  { cycle, kind, owner, indicator }: RecordQuery,
  paging: Paging,
): Promise<Page<CountedRecord>> {
  if (indicator === 'feedback') return { items: [], nextCursor: null };
  const list = `records ${cycle} ${owner} ${indicator}`;
  const corrections = await lastCorrection(rows, cycle);
  const counted = countedRecords({ cycle, kind, owners: [owner], corrections });
  const after = paging.cursor
    ? Prisma.sql`and (c.subject, c.record) > (${Prisma.join(decodeCursor(list, cursorKeys, paging.cursor))})`
    : Prisma.empty;
  const found = await rows.$queryRaw<CountedRecord[]>`
    select c.subject, s.number, s.process,
      coalesce(s.title, w.title) as title, c.record, c.at, c.value::float8 as value,
      c.weight::float8 as weight, c.correction is not null as corrected
    from (${counted}) c left join subject s on s.id = c.subject
      left join maintenance_window w on w.id = c.subject
    where c.indicator = ${indicator} ${after}
    order by c.subject, c.record limit ${paging.limit + 1}`;
  return cutPage(list, found, {
    limit: paging.limit,
    keysOf: ({ subject, record }) => [subject, record],
  });
}
