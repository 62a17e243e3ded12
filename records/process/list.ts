import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { ProcessName } from '../../contracts/names.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { Prisma } from '../../prisma/generated/client.js';
import { visibleSql, type Viewer } from '../incident/viewer.js';
import { processColumns, processCustomer, processTables, type ProcessRecord } from './read.js';

type Many = string[] | undefined;

/** A condition over `processTables`; made in records only. */
export type Condition = Prisma.Sql;

export interface ProcessFilters {
  stage?: Many;
  about?: Many;
  department?: Many;
  holder?: Many;
  open?: boolean | undefined;
  drill?: boolean | undefined;
}

const cursorKeys = z.tuple([z.int()]);

/**
 * Processes of one kind that `viewer` sees, newest number first. `also` widens what is seen, such
 * as the chains in which a department has a leg.
 */
export async function listProcesses<V extends SubjectView = SubjectView>(
  rows: Prisma.TransactionClient,
  asked: {
    process: ProcessName;
    filters: ProcessFilters;
    paging: Paging;
    viewer: Viewer;
    also?: Condition | undefined;
    /** Narrows the list beside `filters`. */
    only?: Condition | undefined;
  },
): Promise<Page<ProcessRecord<V>>> {
  const { process, filters, paging, viewer, also, only } = asked;
  const shown = visibleSql(viewer, processCustomer);
  const seen = also ? Prisma.sql`(${shown} or ${also})` : shown;
  const narrowed = [...conditions(filters), ...(only ? [Prisma.sql`(${only})`] : [])];
  const where = [Prisma.sql`i.process = ${process}`, seen, ...narrowed];
  const before = paging.cursor && decodeCursor(process, cursorKeys, paging.cursor)[0];
  const from = typeof before === 'number' ? [Prisma.sql`i.number < ${before}`] : [];
  const found = await rows.$queryRaw<ProcessRecord<V>[]>`
    select ${processColumns} from ${processTables}
    where ${Prisma.join([...where, ...from], ' and ')}
    order by i.number desc limit ${paging.limit + 1}`;
  const cut = cutPage(process, found, { limit: paging.limit, keysOf: ({ number }) => [number] });
  if (!paging.count) return cut;
  const [counted] = await rows.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from ${processTables} where ${Prisma.join(where, ' and ')}`;
  return { ...cut, total: counted?.total ?? 0 };
}

function conditions(filters: ProcessFilters): Prisma.Sql[] {
  const { open, drill } = filters;
  const among = (column: Prisma.Sql, values: Many) =>
    values === undefined ? [] : [Prisma.sql`${column} = any(${values}::text[])`];
  return [
    ...among(Prisma.sql`i.stage`, filters.stage),
    ...among(Prisma.sql`i.about`, filters.about),
    ...among(Prisma.sql`i.department_id`, filters.department),
    ...among(Prisma.sql`i.holder_id`, filters.holder),
    ...(open === undefined
      ? []
      : [open ? Prisma.sql`i.closed_at is null` : Prisma.sql`i.closed_at is not null`]),
    ...(drill === undefined ? [] : [Prisma.sql`i.drill = ${drill}`]),
  ];
}
