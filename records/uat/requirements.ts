import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import { requirementsMax, type RequirementDraft } from '../../contracts/uat/requirements.js';
import type { Prisma, UatRequirement } from '../../prisma/generated/client.js';
import { Prisma as Db } from '../../prisma/generated/client.js';
import { canonicalJson } from '../audit/canonical-json.js';
import type { Rows } from '../rows.js';
import { lockTrace, type Writing, type Written } from './lock.js';

export type RequirementRow = UatRequirement;

type Columns = Prisma.UatRequirementCreateManyInput;

const columnsOf = (draft: RequirementDraft) => ({
  source: draft.source,
  text: draft.text,
  priority: draft.priority,
  measure: draft.measure ?? Db.DbNull,
});

/** What decides whether two versions say the same. */
const sameText = (row: UatRequirement, draft: RequirementDraft): boolean =>
  row.withdrawnWhy === null &&
  canonicalJson([row.source, row.text, row.priority, row.measure]) ===
    canonicalJson([draft.source, draft.text, draft.priority, draft.measure ?? null]);

const currentOf = (rows: Rows, handover: string): Promise<UatRequirement[]> =>
  rows.uatRequirement.findMany({ where: { handoverId: handover, isCurrent: true } });

const next = (
  { handover, by, at }: Writing,
  draft: RequirementDraft,
  before: UatRequirement | undefined,
): Columns => ({
  ...{ handoverId: handover, key: draft.key, version: (before?.version ?? 0) + 1 },
  ...columnsOf(draft),
  ...{ createdBy: by, createdAt: at },
});

async function supersede(rows: Rows, handover: string, keys: string[]): Promise<void> {
  await rows.uatRequirement.updateMany({
    where: { handoverId: handover, isCurrent: true, key: { in: keys } },
    data: { isCurrent: false },
  });
}

/**
 * Takes requirements over by key: a new one, or a new version of one that reads otherwise. What is
 * recorded already stays as it is, so that the same table twice changes nothing. One that was
 * withdrawn comes back by an edit only.
 */
export async function takeRequirements(
  rows: Rows,
  drafts: readonly RequirementDraft[],
  writing: Writing,
): Promise<Written> {
  await lockTrace(rows, writing.handover);
  const all = await currentOf(rows, writing.handover);
  const current = new Map(all.map((row) => [row.key, row]));
  const written: Written = { taken: [], unchanged: [], refused: [] };
  const fresh: Columns[] = [];
  for (const draft of drafts) {
    const before = current.get(draft.key);
    if (before?.withdrawnWhy != null) {
      written.refused.push({ key: draft.key, code: 'withdrawn', field: 'key' });
    } else if (before && sameText(before, draft)) {
      written.unchanged.push(draft.key);
    } else {
      written.taken.push(draft.key);
      fresh.push(next(writing, draft, before));
    }
  }
  const added = written.taken.filter((key) => !current.has(key)).length;
  if (all.length + added > requirementsMax) {
    throw new Refused('too_many_records', { max: requirementsMax, what: 'requirements' });
  }
  await supersede(rows, writing.handover, written.taken);
  await rows.uatRequirement.createMany({ data: fresh });
  return written;
}

/** The current version of one; 404 where there is none. */
export async function requirementRow(
  rows: Rows,
  handover: string,
  key: string,
): Promise<UatRequirement> {
  const where = { handoverId: handover, key, isCurrent: true };
  const row = await rows.uatRequirement.findFirst({ where });
  if (!row) throw notFound(key);
  return row;
}

interface Edit {
  key: string;
  /** From If-Match. */
  version?: number | undefined;
}

/**
 * A new version of one. What it says already is no edit, whatever version was read before, so that
 * the same request again is harmless. Brings a withdrawn one back.
 */
export async function editRequirement(
  rows: Rows,
  { key, version }: Edit,
  { draft, ...writing }: Writing & { draft: Omit<RequirementDraft, 'key'> },
): Promise<{ before: UatRequirement; after: UatRequirement; changed: boolean }> {
  await lockTrace(rows, writing.handover);
  const before = await requirementRow(rows, writing.handover, key);
  const whole = { key, ...draft };
  if (sameText(before, whole)) return { before, after: before, changed: false };
  expectVersion(version, before.version);
  await supersede(rows, writing.handover, [key]);
  const after = await rows.uatRequirement.create({ data: next(writing, whole, before) });
  return { before, after, changed: true };
}

/** Nothing is owed for it any more; its cases become orphans unless they prove another. */
export async function withdrawRequirement(
  rows: Rows,
  { key, version }: Edit,
  { reason, ...writing }: Writing & { reason: string },
): Promise<{ before: UatRequirement; after: UatRequirement; changed: boolean }> {
  await lockTrace(rows, writing.handover);
  const before = await requirementRow(rows, writing.handover, key);
  if (before.withdrawnWhy !== null) return { before, after: before, changed: false };
  expectVersion(version, before.version);
  const { handover, by, at } = writing;
  const { source, text, priority, measure } = before;
  await supersede(rows, handover, [key]);
  const after = await rows.uatRequirement.create({
    data: {
      ...{ handoverId: handover, key, version: before.version + 1, source, text, priority },
      ...{ measure: measure ?? Db.DbNull, withdrawnWhy: reason, createdBy: by, createdAt: at },
    },
  });
  return { before, after, changed: true };
}
