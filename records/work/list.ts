import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { ProcessName } from '../../contracts/names.js';
import type { WorkReason } from '../../contracts/work/work.js';
import { Prisma } from '../../prisma/generated/client.js';
import { workOf, type Worker } from './sources.js';

export interface WorkRow {
  why: WorkReason;
  id: string;
  process: ProcessName;
  number: number;
  title: string;
  stage: string;
  /** Something within the subject, such as an item to sign; empty for the subject itself. */
  item: string;
  itemNumber: string | null;
  itemTitle: string | null;
  due: Date | null;
  since: Date;
}

const list = 'work';
const cursorKeys = z.tuple([z.number(), z.string(), z.string(), z.string()]);
/** What has no due time comes last. */
const never = 8.64e15;

const dueOf = ({ due }: WorkRow): number => due?.getTime() ?? never;

const after = ({ cursor }: Paging): Prisma.Sql => {
  if (cursor === undefined) return Prisma.sql`true`;
  const [due, id, item, why] = decodeCursor(list, cursorKeys, cursor);
  return Prisma.sql`(coalesce(extract(epoch from due) * 1000, ${never}), id, item, why)
    > (${due}::numeric, ${id}, ${item}, ${why})`;
};

/** What waits for a person, the most urgent first. */
export async function listWork(
  rows: Prisma.TransactionClient,
  worker: Worker,
  paging: Paging,
): Promise<Page<WorkRow>> {
  const work = workOf(worker);
  const found = await rows.$queryRaw<WorkRow[]>`
    select * from (${work}) as work where ${after(paging)}
    order by coalesce(extract(epoch from due) * 1000, ${never}), id, item, why
    limit ${paging.limit + 1}`;
  const cut = cutPage(list, found, {
    limit: paging.limit,
    keysOf: (row) => [dueOf(row), row.id, row.item, row.why],
  });
  if (!paging.count) return cut;
  const [counted] = await rows.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from (${work}) as work`;
  return { ...cut, total: counted?.total ?? 0 };
}
