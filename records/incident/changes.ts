import type { Prisma } from '../../prisma/generated/client.js';
import type { LiveEvent } from '../live/listen.js';
import { anySubject, visibleSql, type Viewer } from './viewer.js';

/** A resuming stream is told of at most so many; beyond it reads its lists again. */
export const changesMax = 500;

/** What changed since an instant and is visible to `viewer`, oldest first. */
export async function changesSince(
  rows: Prisma.TransactionClient,
  { since, viewer }: { since: Date; viewer: Viewer },
): Promise<LiveEvent[]> {
  return rows.$queryRaw<LiveEvent[]>`
    select i.process as topic, i.id, i.seq from ${anySubject}
    where i.updated_at >= ${since} and ${visibleSql(viewer)}
    order by i.updated_at limit ${changesMax + 1}`;
}

/** Whether `viewer` may hear of this subject. */
export async function visibleNow(
  rows: Prisma.TransactionClient,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<boolean> {
  if (viewer.scope.everywhere) return true;
  const found = await rows.$queryRaw<unknown[]>`
    select 1 from ${anySubject} where i.id = ${id} and ${visibleSql(viewer)}`;
  return found.length > 0;
}
