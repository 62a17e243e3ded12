import {
  findOverlaps,
  overlapKey,
  type Outage,
  type Overlap,
} from '../../domain/window/overlap.js';
import type { WindowImpact, WindowStatus } from '../../domain/window/window.js';
import type { MaintenanceWindow, WindowConflict } from '../../prisma/generated/client.js';
import type { Database } from '../database.js';
import { inOneWrite, type Rows } from '../directory/access.js';
import { jsonColumn } from '../directory/columns.js';
import { newId } from '../directory/noun.js';
import { circuitIndex, type CircuitIndex } from './match-objects.js';
import { allPairs, circuitLeg, serviceLeg, type Circuits, type NamedPair } from './pairs.js';
import { objectsOf, spansOf } from './window-row.js';

/** More windows ahead than these are not looked at in one go; the nearest come first. */
const windowsMax = 5_000;

const ahead = (rows: Rows, now: Date): Promise<MaintenanceWindow[]> =>
  rows.maintenanceWindow.findMany({
    where: {
      kind: 'maintenance',
      endsAt: { gt: now },
      status: { notIn: ['completed', 'cancelled'] },
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    take: windowsMax,
  });

/** The directory may have learnt a circuit since the notice came. */
const rematched = async (
  rows: Rows,
  windows: readonly MaintenanceWindow[],
  index: CircuitIndex,
): Promise<MaintenanceWindow[]> => {
  const matched: MaintenanceWindow[] = [];
  for (const row of windows) {
    const ids = objectsOf(row).length > 0 ? index.idsOf(objectsOf(row)) : row.supplierServiceIds;
    if (ids.join() !== row.supplierServiceIds.join()) {
      const where = { id: row.id };
      await rows.maintenanceWindow.update({ where, data: { supplierServiceIds: ids } });
    }
    matched.push({ ...row, supplierServiceIds: ids });
  }
  return matched;
};

const impactOn = (row: MaintenanceWindow, circuit: string, index: CircuitIndex) => {
  const own = objectsOf(row).find((object) => index.idsOf([object]).includes(circuit))?.impact;
  return own ?? ((row.impact ?? undefined) as WindowImpact | undefined);
};

/** A service is away where the window names it, or takes every circuit it stands on. */
const outageOf = (
  row: MaintenanceWindow,
  services: readonly Circuits[],
  index: CircuitIndex,
): Outage => {
  const impact = (row.impact ?? undefined) as WindowImpact | undefined;
  const circuits = row.supplierServiceIds;
  const without = services.filter(
    ({ id, supplierServiceIds: own }) =>
      row.serviceIds.includes(id) ||
      (own.length > 0 && own.every((each) => circuits.includes(each))),
  );
  return {
    window: row.id,
    status: row.status as WindowStatus,
    spans: spansOf(row),
    legs: [
      ...circuits.map((id) => ({ id: circuitLeg(id), impact: impactOn(row, id, index) })),
      ...without.map(({ id }) => ({ id: serviceLeg(id), impact })),
    ],
  };
};

interface Found {
  key: string;
  overlap: Overlap;
  pair: NamedPair;
}

const search = async (rows: Rows, now: Date): Promise<Found[]> => {
  const services = await rows.service.findMany({
    select: { id: true, name: true, supplierServiceIds: true },
    orderBy: { id: 'asc' },
  });
  const index = await circuitIndex(rows);
  const windows = await rematched(rows, await ahead(rows, now), index);
  const pairs = await allPairs(rows, services);
  const outages = windows.map((row) => outageOf(row, services, index));
  return findOverlaps(pairs, outages, now.getTime()).flatMap((overlap) => {
    const pair = pairs.find(({ key }) => key === overlap.pair);
    return pair ? [{ key: overlapKey(overlap), overlap, pair }] : [];
  });
};

const keep = async (rows: Rows, { key, overlap, pair }: Found, now: Date): Promise<void> => {
  const columns = {
    pair: pair.key,
    name: jsonColumn(pair.name),
    serviceId: pair.service ?? null,
    firstId: overlap.first,
    secondId: overlap.second ?? null,
    legs: overlap.legs,
    from: new Date(overlap.from),
    until: new Date(overlap.until),
  };
  const known = await rows.windowConflict.findUnique({ where: { key } });
  if (!known) {
    await rows.windowConflict.create({
      data: { id: newId('wcf_'), key, foundAt: now, ...columns },
    });
  } else {
    const again = known.goneAt ? { goneAt: null, foundAt: now } : {};
    await rows.windowConflict.update({ where: { key }, data: { ...columns, ...again } });
  }
};

/** What the intake is owed a word about: the hours tell a finding that moved from what it was. */
export const wordOf = (row: WindowConflict): string =>
  row.goneAt ? 'resolve' : `trigger ${row.from.getTime()} ${row.until.getTime()}`;

const owed = async (rows: Rows): Promise<WindowConflict[]> => {
  const open = await rows.windowConflict.findMany({
    where: { OR: [{ goneAt: null }, { told: { not: 'resolve' } }] },
    orderBy: { from: 'asc' },
  });
  return open.filter((row) => row.told !== wordOf(row) && !(row.goneAt && row.told === null));
};

/**
 * Looks for overlaps as the directory and the windows stand, keeps new findings, marks those that
 * are gone, and answers the ones of which the intake has not heard yet.
 */
export const settleFindings = (database: Database, now: Date): Promise<WindowConflict[]> =>
  inOneWrite({ db: database.prisma }, async (rows) => {
    const found = await search(rows, now);
    for (const each of found) await keep(rows, each, now);
    await rows.windowConflict.updateMany({
      where: { goneAt: null, key: { notIn: found.map(({ key }) => key) } },
      data: { goneAt: now },
    });
    return owed(rows);
  });

/** The intake heard of it. */
export const markTold = async (
  database: Database,
  row: WindowConflict,
  incident: string | undefined,
): Promise<void> => {
  const data = { told: wordOf(row), ...(incident !== undefined && { incident }) };
  await database.prisma.windowConflict.update({ where: { id: row.id }, data });
};

/** Windows by id, for what is said of a finding. */
export const windowsNamed = (database: Database, ids: readonly string[]) =>
  database.prisma.maintenanceWindow.findMany({ where: { id: { in: [...ids] } } });
