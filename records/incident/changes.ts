import type { Prisma } from '../../prisma/generated/client.js';
import type { LiveEvent } from '../live/listen.js';
import { subjectTables, visibleSql, type Viewer } from './viewer.js';

/** A resuming stream is told of at most so many; beyond it reads its lists again. */
export const changesMax = 500;

/** What changed since an instant and is visible to `viewer`, oldest first. */
export async function changesSince(
  rows: Prisma.TransactionClient,
  { since, viewer }: { since: Date; viewer: Viewer },
): Promise<LiveEvent[]> {
  const found = await rows.$queryRaw<{ id: string; seq: number }[]>`
    select i.id, i.seq from ${subjectTables}
    where i.updated_at >= ${since} and ${visibleSql(viewer)}
    order by i.updated_at limit ${changesMax + 1}`;
  return found.map(({ id, seq }) => ({ topic: 'incident', id, seq }));
}

/** Whether `viewer` may hear of this incident. */
export async function visibleNow(
  rows: Prisma.TransactionClient,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<boolean> {
  if (viewer.scope.everywhere) return true;
  const found = await rows.$queryRaw<unknown[]>`
    select 1 from ${subjectTables} where i.id = ${id} and ${visibleSql(viewer)}`;
  return found.length > 0;
}
