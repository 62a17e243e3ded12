import type { ImpactClass } from '../../domain/incident/state.js';
import {
  majorEventAt,
  plannedWorkAt,
  type Place,
  type PlannedWork,
} from '../../domain/window/circumstances.js';
import type { Database } from '../database.js';
import { windowOf } from './window-row.js';

export interface CircumstancesQuestion {
  service?: string | undefined;
  site?: string | undefined;
  /** How bad the trouble is; without it only the places are held against the work. */
  impactClass?: ImpactClass | undefined;
  at: Date;
}

/** What surrounds trouble at a place and time, for the modifiers of 5a (operations.md). */
export interface WindowCircumstances {
  majorEvent: boolean;
  plannedWork?: PlannedWork;
}

/** Work that ended longer ago excuses nothing. */
const lookBackMs = 24 * 3_600_000;
const windowsMax = 1_000;

const placeOf = async (
  { prisma }: Database,
  { service, site, impactClass }: CircumstancesQuestion,
): Promise<Place> => {
  const found =
    service === undefined ? null : await prisma.service.findUnique({ where: { id: service } });
  const siteId = site ?? found?.siteId ?? undefined;
  const place =
    siteId === undefined ? null : await prisma.site.findUnique({ where: { id: siteId } });
  return {
    service,
    supplierServices: found?.supplierServiceIds ?? [],
    sitePath: place?.path ?? [],
    impactClass,
  };
};

/**
 * Whether a major event covers the place, and which approved work does: how long past its end, and
 * whether the trouble is wider than was announced. Ids of a service or a site that do not exist
 * are no place.
 */
export const circumstancesAt = async (
  database: Database,
  asked: CircumstancesQuestion,
): Promise<WindowCircumstances> => {
  const rows = await database.prisma.maintenanceWindow.findMany({
    where: {
      startsAt: { lte: asked.at },
      endsAt: { gt: new Date(asked.at.getTime() - lookBackMs) },
      OR: [{ kind: 'major_event' }, { approvedAt: { not: null } }],
    },
    orderBy: { id: 'asc' },
    take: windowsMax,
  });
  if (rows.length === 0) return { majorEvent: false };
  const place = await placeOf(database, asked);
  const windows = rows.map(windowOf);
  const plannedWork = plannedWorkAt(windows, place, asked.at.getTime());
  return {
    majorEvent: majorEventAt(windows, place, asked.at.getTime()),
    ...(plannedWork && { plannedWork }),
  };
};
