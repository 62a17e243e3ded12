import { afterId, cutPage, type Page, type Paging } from '../../contracts/api/paging.js';
import type { ConflictAnswer } from '../../contracts/window/windows.js';
import type { MaintenanceWindow, Prisma, WindowConflict } from '../../prisma/generated/client.js';
import type { Access } from '../directory/access.js';
import { namesOf } from '../directory/columns.js';
import { windowReach } from './reach.js';

interface ConflictFilters {
  service?: string[] | undefined;
  gone?: boolean | undefined;
}

const whereOf = async (
  access: Access,
  { service, gone = false }: ConflictFilters,
): Promise<Prisma.WindowConflictWhereInput> => {
  const reach = await windowReach(access.db, access.scope);
  return {
    ...(!gone && { goneAt: null }),
    ...(service && { serviceId: { in: service } }),
    ...(reach && { AND: [{ serviceId: { in: reach.services } }] }),
  };
};

const answerOf = (row: WindowConflict, windows: readonly MaintenanceWindow[]): ConflictAnswer => ({
  id: row.id,
  pair: { key: row.pair, ...namesOf(row.name) },
  service: row.serviceId,
  windows: windows
    .filter(({ id }) => id === row.firstId || id === row.secondId)
    .map(({ id, title, provider }) => ({ id, title, provider })),
  legs: row.legs,
  from: row.from,
  until: row.until,
  foundAt: row.foundAt,
  goneAt: row.goneAt,
  incident: row.incident,
});

/** Overlaps over redundant pairs, those that are still ahead. */
export async function listConflicts(
  access: Access,
  { filters, paging }: { filters: ConflictFilters; paging: Paging },
): Promise<Page<ConflictAnswer>> {
  const { db } = access;
  const matching = await whereOf(access, filters);
  const { after, take } = afterId('window_conflict', paging);
  const where = { AND: [matching, after === undefined ? {} : { id: { gt: after } }] };
  const rows = await db.windowConflict.findMany({ where, orderBy: { id: 'asc' }, take });
  const page = cutPage('window_conflict', rows, {
    limit: paging.limit,
    keysOf: (row) => [row.id],
  });
  const ids = page.items.flatMap(({ firstId, secondId }) => [firstId, secondId ?? firstId]);
  const windows = await db.maintenanceWindow.findMany({ where: { id: { in: ids } } });
  return {
    items: page.items.map((row) => answerOf(row, windows)),
    nextCursor: page.nextCursor,
    ...(paging.count && { total: await db.windowConflict.count({ where: matching }) }),
  };
}
