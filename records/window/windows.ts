import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import type { WindowDraft, WindowPatch } from '../../contracts/window/windows.js';
import { isOver, type WindowKind, type WindowStatus } from '../../domain/window/window.js';
import type { MaintenanceWindow, Prisma } from '../../prisma/generated/client.js';
import type { Scope } from '../access/scope.js';
import { inOneWrite, type Access, type Rows } from '../directory/access.js';
import { anyOf } from '../directory/columns.js';
import type { Noun, Versioned } from '../directory/noun.js';
import { refuseUnknown } from '../directory/references.js';
import { sitePath } from '../directory/sites.js';
import { verbsOf } from '../directory/verbs.js';
import { spanColumns, spansOf, windowAnswerOf } from './window-row.js';

/** A window as stored; `windowAnswerOf` shows it. */
export type WindowRow = MaintenanceWindow;

export interface WindowFilters {
  kind?: WindowKind[] | undefined;
  status?: WindowStatus[] | undefined;
  provider?: string[] | undefined;
  service?: string[] | undefined;
  site?: string[] | undefined;
  supplierService?: string[] | undefined;
  /** Epoch milliseconds. */
  from?: number | undefined;
  until?: number | undefined;
  /** Circuits of the services that are asked for; see `circuitsOf`. */
  circuits?: string[] | undefined;
  /** What the caller's scope reaches; see `windowReach`. */
  reach?: { services: string[]; circuits: string[]; sites: string[] } | undefined;
}

/** With what only its own verbs write. */
type WindowFull = Omit<WindowDraft, 'status'> & {
  status?: WindowStatus | undefined;
  approvedBy: string | null;
  approvedAt: Date | null;
  finishedAt: Date | null;
  createdBy: string | null;
};

type Columns = Omit<
  Prisma.MaintenanceWindowUncheckedCreateInput,
  'id' | 'version' | 'supplierServiceIds' | 'serviceIds' | 'siteIds'
> & { supplierServiceIds: string[]; serviceIds: string[]; siteIds: string[] };

const within = (scope: Scope, reach: WindowFilters['reach']): Prisma.MaintenanceWindowWhereInput =>
  scope.everywhere
    ? {}
    : {
        OR: [
          { serviceIds: { hasSome: reach?.services ?? [] } },
          { supplierServiceIds: { hasSome: reach?.circuits ?? [] } },
          { siteIds: { hasSome: reach?.sites ?? [] } },
        ],
      };

const named = (filters: WindowFilters): Prisma.MaintenanceWindowWhereInput[] => [
  ...(filters.site ? [{ siteIds: { hasSome: filters.site } }] : []),
  ...(filters.supplierService
    ? [{ supplierServiceIds: { hasSome: filters.supplierService } }]
    : []),
  ...(filters.service
    ? [
        {
          OR: [
            { serviceIds: { hasSome: filters.service } },
            { supplierServiceIds: { hasSome: filters.circuits ?? [] } },
          ],
        },
      ]
    : []),
];

const noun: Noun<
  MaintenanceWindow,
  WindowFull,
  Columns,
  Prisma.MaintenanceWindowWhereInput,
  WindowFilters
> = {
  name: 'window',
  idPrefix: 'win_',
  table: (rows) => rows.maintenanceWindow,
  draftOf: (row) => ({
    kind: row.kind as WindowKind,
    status: row.status as WindowStatus,
    title: row.title,
    description: row.description,
    impact: row.impact as WindowFull['impact'],
    hours: spansOf(row),
    supplierServices: row.supplierServiceIds,
    services: row.serviceIds,
    sites: row.siteIds,
    noticeSentAt: row.noticeSentAt?.getTime() ?? null,
    approvedBy: row.approvedBy,
    approvedAt: row.approvedAt,
    finishedAt: row.finishedAt,
    createdBy: row.createdBy,
  }),
  columns: (draft) => ({
    kind: draft.kind,
    status: draft.status ?? 'tentative',
    title: draft.title,
    description: draft.description ?? null,
    impact: draft.impact ?? null,
    ...spanColumns(draft.hours),
    supplierServiceIds: draft.supplierServices ?? [],
    serviceIds: draft.services ?? [],
    siteIds: draft.sites ?? [],
    noticeSentAt: draft.noticeSentAt == null ? null : new Date(draft.noticeSentAt),
    approvedBy: draft.approvedBy,
    approvedAt: draft.approvedAt,
    finishedAt: draft.finishedAt,
    createdBy: draft.createdBy,
  }),
  where: (filters, scope) => ({
    ...anyOf('kind', filters.kind),
    ...anyOf('status', filters.status),
    ...anyOf('provider', filters.provider),
    ...(filters.from !== undefined && { endsAt: { gt: new Date(filters.from) } }),
    ...(filters.until !== undefined && { startsAt: { lt: new Date(filters.until) } }),
    AND: [within(scope, filters.reach), ...named(filters)],
  }),
  scoped: async (rows, draft) => scopedBy(rows, draft),
  check: (rows, draft) => refuseUnknown(rows, referencesOf(draft)),
  usedBy: async () => [],
};

/** One that names one place is written by whoever reaches it; a wider one by whoever reaches all. */
async function scopedBy(rows: Rows, { services = [], sites = [] }: WindowFull) {
  const [site] = sites;
  const [service] = services;
  if (site !== undefined && sites.length === 1 && services.length === 0) {
    return { sitePath: await sitePath(rows, site) };
  }
  if (service === undefined || services.length > 1 || sites.length > 0) return {};
  const found = await rows.service.findUnique({ where: { id: service } });
  return {
    departmentId: found?.departmentId ?? null,
    customerId: found?.customerId ?? null,
    sitePath: await sitePath(rows, found?.siteId),
  };
}

const referencesOf = ({ supplierServices = [], services = [], sites = [] }: WindowFull) => [
  ...supplierServices.map((id, k) => ({
    pointer: `/supplierServices/${k}`,
    kind: 'supplierService' as const,
    id,
  })),
  ...services.map((id, k) => ({ pointer: `/services/${k}`, kind: 'service' as const, id })),
  ...sites.map((id, k) => ({ pointer: `/sites/${k}`, kind: 'site' as const, id })),
];

const asStored = (row: MaintenanceWindow): MaintenanceWindow => row;
const { get, list, create, update } = verbsOf(noun, asStored, (row) =>
  windowAnswerOf(row, row.updatedAt.getTime()),
);

const loaded = async (rows: Rows, { id, version }: Versioned): Promise<MaintenanceWindow> => {
  const row = await rows.maintenanceWindow.findUnique({ where: { id } });
  if (!row) throw notFound('window');
  expectVersion(version, row.version);
  return row;
};

/** What a supplier says is changed by its notices alone. */
const ownedBySupplier = ['title', 'description', 'impact', 'hours', 'supplierServices', 'status'];

function refuseSuppliers(row: MaintenanceWindow, patch: WindowPatch): void {
  if (row.provider === null) return;
  const field = ownedBySupplier.find((name) => Object.hasOwn(patch, name));
  if (field === undefined) return;
  const why = `${field} is what ${row.provider} says: its next notice changes it, or cancel`;
  throw new Refused('rule_violation', { why });
}

/** An approval is of hours, impact and places; where these change it must be given again. */
const voids = (patch: WindowPatch): boolean =>
  ['hours', 'impact', 'supplierServices', 'services', 'sites'].some((name) =>
    Object.hasOwn(patch, name),
  );

const unapproved = { approvedBy: null, approvedAt: null };

async function patched(access: Access, of: Versioned, patch: WindowPatch) {
  return inOneWrite(access, async (rows) => {
    const row = await loaded(rows, of);
    refuseSuppliers(row, patch);
    const { status } = patch;
    const finishedAt =
      status === undefined ? row.finishedAt : isOver(status) ? access.writer.at : null;
    const full = { ...patch, ...(voids(patch) && unapproved), finishedAt };
    return update({ ...access, tx: rows }, { id: row.id, version: row.version }, full);
  });
}

async function cancelled(access: Access, of: Versioned, reason: string) {
  return inOneWrite(access, async (rows) => {
    const row = await loaded(rows, of);
    if (isOver(row.status as WindowStatus)) {
      throw new Refused('conflict', { what: `${row.id} is ${row.status}` });
    }
    const description = [row.description, `cancelled: ${reason}`].filter(Boolean).join('\n');
    const patch = { status: 'cancelled' as const, finishedAt: access.writer.at, description };
    return update({ ...access, tx: rows }, { id: row.id, version: row.version }, patch);
  });
}

/** A second person: who planned work of our own cannot approve it. */
async function approved(access: Access, of: Versioned, person: string) {
  return inOneWrite(access, async (rows) => {
    const row = await loaded(rows, of);
    if (isOver(row.status as WindowStatus)) {
      throw new Refused('conflict', { what: `${row.id} is ${row.status}` });
    }
    if (row.createdBy === person) {
      throw new Refused('rule_violation', { why: 'another person than its author approves it' });
    }
    const patch = { approvedBy: person, approvedAt: access.writer.at };
    return update({ ...access, tx: rows }, { id: row.id, version: row.version }, patch);
  });
}

/** Maintenance windows and major-event windows; rows are shown by `windowAnswerOf`. */
export const windows = {
  get,
  list,
  create: (access: Access, draft: WindowDraft, id?: string): Promise<MaintenanceWindow> => {
    const createdBy = access.writer.actor.person ?? null;
    return create(access, { ...draft, ...unapproved, finishedAt: null, createdBy }, id);
  },
  update: patched,
  cancel: cancelled,
  approve: approved,
};
