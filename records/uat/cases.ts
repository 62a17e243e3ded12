import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import { casesMax, type CaseDraft } from '../../contracts/uat/cases.js';
import type { Prisma, UatCase, UatCover } from '../../prisma/generated/client.js';
import { Prisma as Db } from '../../prisma/generated/client.js';
import { canonicalJson } from '../audit/canonical-json.js';
import type { Rows } from '../rows.js';
import { lockTrace, type Writing, type Written } from './lock.js';

export type CaseRow = UatCase & { covers: UatCover[] };

interface Cover {
  requirement: string;
  version: number;
}

interface Known {
  cases: Map<string, CaseRow>;
  /** Requirements that stand, by key, with their current version. */
  current: Map<string, number>;
  /** Every version that ever was: `key@version`. */
  versions: Set<string>;
}

async function known(rows: Rows, handover: string): Promise<Known> {
  const where = { handoverId: handover };
  const [cases, requirements] = await Promise.all([
    rows.uatCase.findMany({ where, include: { covers: true } }),
    rows.uatRequirement.findMany({
      where,
      select: { key: true, version: true, isCurrent: true, withdrawnWhy: true },
    }),
  ]);
  const standing = requirements.filter((one) => one.isCurrent && one.withdrawnWhy === null);
  return {
    cases: new Map(cases.map((row) => [row.key, row])),
    current: new Map(standing.map(({ key, version }) => [key, version])),
    versions: new Set(requirements.map(({ key, version }) => `${key}@${version}`)),
  };
}

const sameText = (row: CaseRow, draft: CaseDraft): boolean =>
  canonicalJson([row.title, row.steps, row.expected, row.measure]) ===
  canonicalJson([draft.title, draft.steps, draft.expected, draft.measure ?? null]);

const coversOf = (row: CaseRow): Cover[] =>
  row.covers.map(({ requirementKey, requirementVersion }) => ({
    requirement: requirementKey,
    version: requirementVersion,
  }));

const sameCovers = (a: readonly Cover[], b: readonly Cover[]): boolean => {
  const text = (covers: readonly Cover[]) =>
    covers
      .map(({ requirement, version }) => `${requirement}@${version}`)
      .sort()
      .join(' ');
  return text(a) === text(b);
};

/**
 * Which versions a draft covers. A version that is named stands; one that is not is the current
 * one, unless the case reads as before: then it stays made for what it was made for, so that
 * importing an old table again does not freshen stale cases.
 */
function covered(
  { current, versions }: Known,
  draft: CaseDraft,
  before: CaseRow | undefined,
): { covers: Cover[]; unknown?: string } {
  const kept = new Map(
    before ? coversOf(before).map(({ requirement, version }) => [requirement, version]) : [],
  );
  const covers: Cover[] = [];
  for (const { requirement, version } of draft.covers) {
    const meant = version ?? kept.get(requirement) ?? current.get(requirement);
    const exists = meant !== undefined && versions.has(`${requirement}@${meant}`);
    if (!exists || !current.has(requirement)) return { covers, unknown: requirement };
    covers.push({ requirement, version: meant });
  }
  return { covers };
}

interface Change {
  row: Prisma.UatCaseUncheckedCreateInput;
  covers: Cover[];
}

const changeOf = (
  { handover, by, at }: Writing,
  draft: CaseDraft,
  { before, covers }: { before: CaseRow | undefined; covers: Cover[] },
): Change => ({
  row: {
    ...{ handoverId: handover, key: draft.key, version: (before?.version ?? 0) + 1 },
    ...{ title: draft.title, steps: draft.steps, expected: draft.expected },
    measure: draft.measure ?? Db.DbNull,
    ...{ updatedBy: by, createdAt: before?.createdAt ?? at, updatedAt: at },
  },
  covers,
});

async function store(rows: Rows, handover: string, changes: readonly Change[]): Promise<void> {
  const keys = changes.map(({ row }) => row.key);
  const lines = changes.map(({ row }) => ({
    ...{ key: row.key, version: row.version, title: row.title, steps: row.steps },
    ...{ expected: row.expected, updatedBy: row.updatedBy },
    ...{ measure: row.measure === Db.DbNull ? null : row.measure },
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
  }));
  await rows.$executeRaw`
    insert into uat_case (handover_id, key, version, title, steps, expected, measure, updated_by,
      created_at, updated_at)
    select ${handover}, r.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (key text,
      version int, title text, steps text, expected text, measure jsonb, "updatedBy" text,
      "createdAt" timestamptz, "updatedAt" timestamptz)
    on conflict (handover_id, key) do update set version = excluded.version,
      title = excluded.title, steps = excluded.steps, expected = excluded.expected,
      measure = nullif(excluded.measure, 'null'::jsonb), updated_by = excluded.updated_by,
      updated_at = excluded.updated_at`;
  await rows.uatCover.deleteMany({ where: { handoverId: handover, caseKey: { in: keys } } });
  const links = changes.flatMap(({ row, covers }) =>
    covers.map((cover) => ({ key: row.key, ...cover })),
  );
  await rows.$executeRaw`
    insert into uat_cover (handover_id, case_key, requirement_key, requirement_version)
    select ${handover}, l.* from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as l (key text, requirement text, version int)`;
}

/**
 * Takes cases over by key: a new one, or one that reads or covers otherwise, whose version grows so
 * that earlier runs of it do not count. The same table twice changes nothing.
 */
export async function takeCases(
  rows: Rows,
  drafts: readonly CaseDraft[],
  writing: Writing,
): Promise<Written> {
  await lockTrace(rows, writing.handover);
  const found = await known(rows, writing.handover);
  const written: Written = { taken: [], unchanged: [], refused: [] };
  const changes: Change[] = [];
  for (const draft of drafts) {
    const before = found.cases.get(draft.key);
    const asBefore = before !== undefined && sameText(before, draft);
    const { covers, unknown } = covered(found, draft, asBefore ? before : undefined);
    if (unknown !== undefined) {
      const field = 'covers';
      written.refused.push({ key: draft.key, code: 'unknown_reference', field, what: unknown });
    } else if (asBefore && sameCovers(coversOf(before), covers)) {
      written.unchanged.push(draft.key);
    } else {
      written.taken.push(draft.key);
      changes.push(changeOf(writing, draft, { before, covers }));
    }
  }
  const added = written.taken.filter((key) => !found.cases.has(key)).length;
  if (found.cases.size + added > casesMax) {
    throw new Refused('too_many_records', { max: casesMax, what: 'cases' });
  }
  if (changes.length > 0) await store(rows, writing.handover, changes);
  return written;
}

/** One case; 404 where there is none. */
export async function caseRow(rows: Rows, handover: string, key: string): Promise<CaseRow> {
  const row = await rows.uatCase.findUnique({
    where: { handoverId_key: { handoverId: handover, key } },
    include: { covers: true },
  });
  if (!row) throw notFound(key);
  return row;
}

/**
 * One case as it reads from here on. Who edits it by hand has looked at it: versions that are not
 * named are the current ones, and a stale case is one no longer.
 */
export async function editCase(
  rows: Rows,
  { key, version }: { key: string; version?: number | undefined },
  { draft, ...writing }: Writing & { draft: Omit<CaseDraft, 'key'> },
): Promise<{ before: CaseRow; after: CaseRow; changed: boolean }> {
  await lockTrace(rows, writing.handover);
  const before = await caseRow(rows, writing.handover, key);
  const found = await known(rows, writing.handover);
  const whole = { key, ...draft };
  const { covers, unknown } = covered(found, whole, undefined);
  if (unknown !== undefined) {
    throw new Refused('unknown_reference', { field: 'covers', id: unknown });
  }
  if (sameText(before, whole) && sameCovers(coversOf(before), covers)) {
    return { before, after: before, changed: false };
  }
  expectVersion(version, before.version);
  await store(rows, writing.handover, [changeOf(writing, whole, { before, covers })]);
  return { before, after: await caseRow(rows, writing.handover, key), changed: true };
}
