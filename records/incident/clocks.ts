import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import { Prisma } from '../../prisma/generated/client.js';
import { subjectTables, visibleSql, type Viewer } from './viewer.js';

export interface ClockRow {
  subject: string;
  number: number;
  title: string;
  obligation: string;
  startAt: Date;
  dueAt: Date;
  stoppedAt: Date | null;
  holderId: string | null;
  holderName: string | null;
}

const columns = Prisma.sql`c.subject, i.number, i.title, c.obligation, c.start_at as "startAt",
  c.due_at as "dueAt", c.stopped_at as "stoppedAt", i.holder_id as "holderId",
  h.name as "holderName"`;

/** All clocks of one subject, by due time. */
export function clocksOf(rows: Prisma.TransactionClient, subject: string): Promise<ClockRow[]> {
  return rows.$queryRaw<ClockRow[]>`
    select ${columns} from clock c join (${subjectTables}) on i.id = c.subject
    where c.subject = ${subject} order by c.due_at, c.obligation`;
}

export interface ClockFilters {
  /** Epoch milliseconds: due by this time. */
  due?: number | undefined;
  subject?: string[] | undefined;
  obligation?: string[] | undefined;
}

const cursorKeys = z.tuple([z.int(), z.string(), z.string()]);
const list = 'clocks';

/** Running clocks of open subjects that `viewer` sees, the most urgent first. */
export async function listClocks(
  rows: Prisma.TransactionClient,
  { filters, paging, viewer }: { filters: ClockFilters; paging: Paging; viewer: Viewer },
): Promise<Page<ClockRow>> {
  const where = [
    Prisma.sql`c.stopped_at is null and i.stage <> 'closed'`,
    visibleSql(viewer),
    ...(filters.due === undefined ? [] : [Prisma.sql`c.due_at <= ${new Date(filters.due)}`]),
    ...(filters.subject ? [Prisma.sql`c.subject = any(${filters.subject}::text[])`] : []),
    ...(filters.obligation ? [Prisma.sql`c.obligation = any(${filters.obligation}::text[])`] : []),
  ];
  const found = await rows.$queryRaw<ClockRow[]>`
    select ${columns} from clock c join (${subjectTables}) on i.id = c.subject
    where ${Prisma.join([...where, ...after(paging)], ' and ')}
    order by c.due_at, c.subject, c.obligation limit ${paging.limit + 1}`;
  const cut = cutPage(list, found, {
    limit: paging.limit,
    keysOf: ({ dueAt, subject, obligation }) => [dueAt.getTime(), subject, obligation],
  });
  if (!paging.count) return cut;
  const [counted] = await rows.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from clock c join (${subjectTables}) on i.id = c.subject
    where ${Prisma.join(where, ' and ')}`;
  return { ...cut, total: counted?.total ?? 0 };
}

function after({ cursor }: Paging): Prisma.Sql[] {
  if (cursor === undefined) return [];
  const [due, subject, obligation] = decodeCursor(list, cursorKeys, cursor);
  return [
    Prisma.sql`(c.due_at, c.subject, c.obligation) > (${new Date(due)}, ${subject}, ${obligation})`,
  ];
}
