import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import { Prisma } from '../../prisma/generated/client.js';
import { numberIn, rowColumns, type IncidentRow } from './read.js';
import { subjectTables, visibleSql, type Viewer } from './viewer.js';

type Many = string[] | undefined;

export interface IncidentFilters {
  stage?: Many;
  severity?: Many;
  site?: Many;
  service?: Many;
  customer?: Many;
  department?: Many;
  holder?: Many;
  open?: boolean | undefined;
  drill?: boolean | undefined;
  q?: string | undefined;
  /** Epoch milliseconds. */
  since?: number | undefined;
  until?: number | undefined;
}

const cursorKeys = z.tuple([z.int()]);

/** Incidents that `viewer` sees, newest number first. */
export async function listIncidents(
  rows: Prisma.TransactionClient,
  { filters, paging, viewer }: { filters: IncidentFilters; paging: Paging; viewer: Viewer },
): Promise<Page<IncidentRow>> {
  return page(rows, {
    name: 'incidents',
    paging,
    where: [visibleSql(viewer), ...conditions(filters)],
  });
}

async function page(
  rows: Prisma.TransactionClient,
  { name, paging, where }: { name: string; paging: Paging; where: Prisma.Sql[] },
): Promise<Page<IncidentRow>> {
  const before = paging.cursor && decodeCursor(name, cursorKeys, paging.cursor)[0];
  const from = typeof before === 'number' ? [Prisma.sql`i.number < ${before}`] : [];
  const found = await rows.$queryRaw<IncidentRow[]>`
    select ${rowColumns} from ${subjectTables}
    where ${Prisma.join([...where, ...from], ' and ')}
    order by i.number desc limit ${paging.limit + 1}`;
  const cut = cutPage(name, found, { limit: paging.limit, keysOf: ({ number }) => [number] });
  if (!paging.count) return cut;
  const [counted] = await rows.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from ${subjectTables} where ${Prisma.join(where, ' and ')}`;
  return { ...cut, total: counted?.total ?? 0 };
}

function conditions(filters: IncidentFilters): Prisma.Sql[] {
  const { open, drill, since, until, q } = filters;
  const among = (column: Prisma.Sql, values: Many) =>
    values === undefined ? [] : [Prisma.sql`${column} = any(${values}::text[])`];
  return [
    ...among(Prisma.sql`i.stage`, filters.stage),
    ...among(Prisma.sql`i.severity`, filters.severity),
    ...among(Prisma.sql`i.service_id`, filters.service),
    ...among(Prisma.sql`sv.customer_id`, filters.customer),
    ...among(Prisma.sql`i.department_id`, filters.department),
    ...among(Prisma.sql`i.holder_id`, filters.holder),
    ...(filters.site ? [Prisma.sql`s.path && ${filters.site}::text[]`] : []),
    ...(open === undefined
      ? []
      : [open ? Prisma.sql`i.stage <> 'closed'` : Prisma.sql`i.stage = 'closed'`]),
    ...(drill === undefined ? [] : [Prisma.sql`i.drill = ${drill}`]),
    ...(since === undefined ? [] : [Prisma.sql`i.detected_at >= ${new Date(since)}`]),
    ...(until === undefined ? [] : [Prisma.sql`i.detected_at < ${new Date(until)}`]),
    ...(q === undefined ? [] : [search(q)]),
  ];
}

function search(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const number = numberIn(q) ?? -1;
  return Prisma.sql`(i.title ilike ${pattern} or i.number = ${number})`;
}
