import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { ProcessName } from '../../contracts/names.js';
import type { ClockView } from '../../domain/subject-view.js';
import { Prisma } from '../../prisma/generated/client.js';
import { anySubject, visibleSql, type Viewer } from './viewer.js';

export type ClockDetail = Omit<ClockView, 'obligation' | 'startAt' | 'dueAt' | 'stoppedAt'>;

export interface ClockRow {
  subject: string;
  process: ProcessName;
  number: number;
  title: string;
  obligation: string;
  startAt: Date;
  dueAt: Date;
  stoppedAt: Date | null;
  detail: ClockDetail | null;
  holderId: string | null;
  holderName: string | null;
}

const columns = Prisma.sql`c.subject, i.process, i.number, i.title, c.obligation, c.start_at as "startAt",
  c.due_at as "dueAt", c.stopped_at as "stoppedAt", c.detail, i.holder_id as "holderId",
  h.name as "holderName"`;

/** All clocks of one subject, by due time. */
export function clocksOf(rows: Prisma.TransactionClient, subject: string): Promise<ClockRow[]> {
  return rows.$queryRaw<ClockRow[]>`
    select ${columns} from clock c join (${anySubject}) on i.id = c.subject
    where c.subject = ${subject} order by c.due_at, c.obligation`;
}

export interface ClockFilters {
  /** Epoch milliseconds: due by this time. */
  due?: number | undefined;
  subject?: string[] | undefined;
  obligation?: string[] | undefined;
  /** Only practice and scaled subjects, or without them. */
  drill?: boolean | undefined;
}

const uncounted = Prisma.sql`exists (select from uncounted u where u.subject = c.subject)`;

const cursorKeys = z.tuple([z.int(), z.string(), z.string()]);
const list = 'clocks';

/** Notices stay owed after their incident closed, until they went or its process ended (R8). */
const live = Prisma.sql`(i.closed_at is null
  or (c.obligation like 'notice/%' and i.next_due is not null))`;

/** Running clocks that `viewer` sees, the most urgent first. */
export async function listClocks(
  rows: Prisma.TransactionClient,
  { filters, paging, viewer }: { filters: ClockFilters; paging: Paging; viewer: Viewer },
): Promise<Page<ClockRow>> {
  const where = [
    Prisma.sql`c.stopped_at is null and ${live}`,
    visibleSql(viewer),
    ...(filters.due === undefined ? [] : [Prisma.sql`c.due_at <= ${new Date(filters.due)}`]),
    ...(filters.subject ? [Prisma.sql`c.subject = any(${filters.subject}::text[])`] : []),
    ...(filters.obligation ? [Prisma.sql`c.obligation = any(${filters.obligation}::text[])`] : []),
    ...(filters.drill === undefined
      ? []
      : [filters.drill ? uncounted : Prisma.sql`not ${uncounted}`]),
  ];
  const found = await rows.$queryRaw<ClockRow[]>`
    select ${columns} from clock c join (${anySubject}) on i.id = c.subject
    where ${Prisma.join([...where, ...after(paging)], ' and ')}
    order by c.due_at, c.subject, c.obligation limit ${paging.limit + 1}`;
  const cut = cutPage(list, found, {
    limit: paging.limit,
    keysOf: ({ dueAt, subject, obligation }) => [dueAt.getTime(), subject, obligation],
  });
  if (!paging.count) return cut;
  const [counted] = await rows.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from clock c join (${anySubject}) on i.id = c.subject
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

/** More subjects than this on one calendar walk again by themselves within a day. */
const subjectsToldMax = 5_000;

/** Open subjects with a running clock on a calendar. */
export async function subjectsOnCalendar(
  rows: Prisma.TransactionClient,
  calendar: string,
): Promise<string[]> {
  const found = await rows.$queryRaw<{ subject: string }[]>`
    select distinct subject from clock
    where stopped_at is null and detail ->> 'calendar' = ${calendar} limit ${subjectsToldMax}`;
  return found.map(({ subject }) => subject);
}
