import { levelOf } from '../../domain/incident/level.js';
import type { SnapshotTaken } from '../../domain/incident/commands.js';
import type { SnapshotEffect } from '../../domain/incident/effects.js';
import {
  hoursAheadMs,
  hoursBackMs,
  type Surroundings,
} from '../../domain/incident/surroundings.js';
import { dayMs } from '../../domain/zone.js';
import { affectedCustomers } from '../../records/commitment/affected.js';
import { firstNoticeMsFor } from '../../records/commitment/first-notice.js';
import { hoursFrom } from '../../records/commitment/hours.js';
import { restoreTargetFor } from '../../records/commitment/restore-target.js';
import type { Database } from '../../records/database.js';
import { currentRow } from '../../records/severity/current.js';
import { matrixOf } from '../../records/severity/matrix-row.js';

/** Services of the incidents below it, whose customers hear from it too (V23). */
async function servicesOf({ prisma }: Database, subjects: readonly string[]): Promise<string[]> {
  if (subjects.length === 0) return [];
  const rows = await prisma.incident.findMany({
    where: { id: { in: [...subjects] } },
    select: { serviceId: true },
  });
  return rows.flatMap(({ serviceId }) => serviceId ?? []);
}

async function hoursOf(
  { prisma }: Database,
  { department, since, at }: SnapshotEffect,
): Promise<Surroundings['hours']> {
  if (department === undefined) return undefined;
  const row = await prisma.department.findUnique({ where: { id: department } });
  const calendar = row?.calendarId;
  if (calendar == null) return undefined;
  const from = Math.max(since, at - hoursBackMs);
  const days = Math.ceil((at - from + hoursAheadMs) / dayMs);
  const snapshot = await hoursFrom(prisma, calendar, { at: from, days });
  return snapshot === 'always' ? undefined : { calendar, snapshot };
}

/** Reads what the directory says around an incident: hours, customers, promises, the standard. */
export function createTakeSurroundings({ database }: { database: Database }) {
  return async (effect: SnapshotEffect): Promise<SnapshotTaken> => {
    const { service, site, severity, impactClass, since, subjects } = effect;
    const services = await servicesOf(database, subjects);
    const place = service === undefined && services.length === 0 ? { site } : {};
    const [affected, restore, firstNoticeMs, hours, matrix] = await Promise.all([
      affectedCustomers(database, { service, services, ...place }),
      restoreTargetFor(database, { service, severity, impactClass, at: since }),
      firstNoticeMsFor(database, { service, level: levelOf(severity), at: since }),
      hoursOf(database, effect),
      currentRow(database.prisma),
    ]);
    const { interruption, other } = matrix
      ? matrixOf(matrix).modifiers.duration
      : { interruption: [], other: [] };
    const surroundings: Surroundings = {
      customers: affected.customers.length,
      ...(restore.restoreS !== undefined && { restoreS: restore.restoreS }),
      ...(firstNoticeMs !== undefined && { firstNoticeMs }),
      ...(hours && { hours }),
      duration: { interruption, other },
    };
    return { type: 'snapshot_taken', effect: effect.id, surroundings };
  };
}
