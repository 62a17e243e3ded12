import { siteKinds } from '../../contracts/directory/sites.js';
import type { SiteAnswer, SiteDraft } from '../../contracts/directory/sites.js';
import { Refused } from '../../contracts/api/refused.js';
import { isZone } from '../../domain/zone.js';
import type { Prisma, Site } from '../../prisma/generated/client.js';
import type { Rows } from './access.js';
import {
  anyOf,
  externalRefColumn,
  externalRefOf,
  jsonColumn,
  namesOf,
  sameExternalRef,
  stampsOf,
} from './columns.js';
import type { Noun } from './noun.js';
import { verbsOf } from './verbs.js';
import { refuseUnknown } from './references.js';
import { brokenRule } from './tree.js';
import { usersOf } from './users.js';

interface SiteFilters {
  parent?: string[] | undefined;
  /** This place and all below it. */
  under?: string[] | undefined;
  kind?: Site['kind'][] | undefined;
}

type Columns = Omit<
  Prisma.SiteUncheckedCreateInput,
  'id' | 'version' | 'children' | 'devices' | 'path'
> & {
  path: string[];
};

const noun: Noun<Site, SiteDraft, Columns, Prisma.SiteWhereInput, SiteFilters> = {
  name: 'site',
  idPrefix: 'sit_',
  table: (rows) => rows.site,
  draftOf: (row) => ({
    kind: row.kind,
    name: namesOf(row.name),
    parent: row.parentId,
    zone: row.zone,
    externalRef: externalRefOf(row.externalRef),
  }),
  columns: async (draft, { rows, id }) => ({
    kind: draft.kind,
    name: jsonColumn(draft.name),
    parentId: draft.parent ?? null,
    path: [...(await sitePath(rows, draft.parent)), id],
    zone: draft.zone ?? null,
    externalRef: externalRefColumn(draft.externalRef),
  }),
  where: ({ parent, under, kind }) => ({
    ...anyOf('parentId', parent),
    ...anyOf('kind', kind),
    ...(under && { path: { hasSome: under } }),
  }),
  byExternalRef: sameExternalRef,
  scoped: async (rows, draft, id) => ({ sitePath: [...(await sitePath(rows, draft.parent)), id] }),
  check: async (rows, draft, { id, before }) => {
    await refuseUnknown(rows, [{ pointer: '/parent', kind: 'site', id: draft.parent }]);
    if (draft.zone != null && !isZone(draft.zone)) throw unknownZone(draft.zone);
    await checkPlace(rows, draft, id);
    if (before && before.kind !== draft.kind) await checkBelow(rows, draft, id);
  },
  usedBy: (rows, id) =>
    usersOf([
      ['sites', rows.site.findMany({ where: { parentId: id }, ...usersOf.some })],
      ['services', rows.service.findMany({ where: { siteId: id }, ...usersOf.some })],
      ['devices', rows.device.findMany({ where: { siteId: id }, ...usersOf.some })],
      ['integrations', rows.integration.findMany({ where: { siteId: id }, ...usersOf.some })],
      ['dutyRoles', rows.dutyRole.findMany({ where: { siteId: id }, ...usersOf.some })],
      ['roleBindings', rows.roleBinding.findMany({ where: { siteId: id }, ...usersOf.some })],
      ['incidents', rows.incident.findMany({ where: openAt(id), ...usersOf.some })],
    ]),
  changed: async (rows, { before, after }) => {
    if (before.path.join() !== after.path.join()) await movePaths(rows, before, after);
  },
};

const openAt = (id: string) => ({ siteId: id, stage: { not: 'closed' } });

/** Ids from the root to the site; empty for none. */
export async function sitePath(rows: Rows, id: string | null | undefined): Promise<string[]> {
  if (id == null) return [];
  const site = await rows.site.findUnique({ where: { id }, select: { path: true } });
  return site?.path ?? [];
}

const rank = (kind: Site['kind']): number => siteKinds.indexOf(kind);

async function checkPlace(rows: Rows, draft: SiteDraft, id: string): Promise<void> {
  if (draft.parent == null) return;
  const parent = await rows.site.findUnique({ where: { id: draft.parent } });
  if (!parent) return;
  if (parent.path.includes(id)) throw brokenRule('/parent', `${id} would lie above itself`);
  if (rank(parent.kind) >= rank(draft.kind)) {
    throw brokenRule('/parent', `a ${draft.kind} cannot lie in a ${parent.kind}`);
  }
}

async function checkBelow(rows: Rows, draft: SiteDraft, id: string): Promise<void> {
  const below = await rows.site.findMany({ where: { parentId: id }, select: { kind: true } });
  const wrong = below.find(({ kind }) => rank(kind) <= rank(draft.kind));
  if (wrong) throw brokenRule('/kind', `a ${wrong.kind} lies in it`);
}

/** Everything below moves along: its path keeps its end and takes the new beginning. */
async function movePaths(rows: Rows, before: Site, after: Site): Promise<void> {
  await rows.$executeRaw`
    update site
    set path = ${after.path}::text[] || path[${before.path.length + 1}::int:],
        version = version + 1, updated_at = now()
    where path @> array[${after.id}]::text[] and id <> ${after.id}`;
}

export const unknownZone = (zone: string): Refused =>
  new Refused('invalid_field', { field: '/zone' }, [
    { pointer: '/zone', code: 'invalid_field', detail: `${zone} is not a tz database zone` },
  ]);

const answerOf = (row: Site): SiteAnswer => ({
  ...stampsOf(row),
  kind: row.kind,
  name: namesOf(row.name),
  parent: row.parentId,
  path: row.path,
  zone: row.zone,
  externalRef: externalRefOf(row.externalRef),
});

/** Places from region to rack (operations.md §3a). */
export const sites = verbsOf(noun, answerOf);
