import { expectVersion, Refused } from '../../contracts/api/refused.js';
import type {
  MatrixAnswer,
  MatrixEditBody,
  MatrixInstall,
} from '../../contracts/severity/matrices.js';
import { matrixContent } from '../../contracts/severity/matrix.js';
import { changesBetween } from '../../domain/severity/changes.js';
import { edited } from '../../domain/severity/edit.js';
import type { MatrixContent } from '../../domain/severity/matrix.js';
import { upgrade, type Upgraded } from '../../domain/severity/upgrade.js';
import type { SeverityMatrix } from '../../prisma/generated/client.js';
import { reaches } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from '../directory/access.js';
import { jsonColumn } from '../directory/columns.js';
import { currentRow } from './current.js';
import { matrixRow, pristineOf } from './matrices.js';
import { contentOf, headOf, matrixAnswerOf } from './matrix-row.js';

/** A standard grades for the whole organisation. */
function allow(access: Access): void {
  if (!reaches(access.scope, {})) throw new Refused('forbidden', { permission: access.permission });
}

interface Next {
  action: 'install' | 'edit';
  content: MatrixContent;
  preset: MatrixInstall['preset'];
  edited: boolean;
  note?: string;
}

/** Writes the next version, puts it in force and the one before out of it. */
async function writeVersion(rows: Rows, access: Access, next: Next): Promise<SeverityMatrix> {
  const { writer } = access;
  const before = await currentRow(rows);
  const newest = await rows.severityMatrix.aggregate({ _max: { version: true } });
  const version = (newest._max.version ?? 0) + 1;
  await rows.severityMatrix.updateMany({
    where: { current: true },
    data: { current: null, supersededAt: writer.at },
  });
  const row = await rows.severityMatrix.create({
    data: {
      id: `mtx_${version}`,
      version,
      presetId: next.preset.id,
      presetVersion: next.preset.version,
      edited: next.edited,
      note: next.note ?? null,
      content: jsonColumn(next.content),
      current: true,
      createdAt: writer.at,
    },
  });
  const line = {
    subject: 'severity_matrix',
    action: `severity_matrix.${next.action}`,
    ...(before && { before: headOf(before) }),
    after: {
      ...headOf(row),
      changes: before ? changesBetween(contentOf(before), next.content) : [],
    },
  };
  await appendAudit(rows, line, writer);
  return row;
}

function refuseUnusable(content: MatrixContent): void {
  const parsed = matrixContent.safeParse(content);
  if (parsed.success) return;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    pointer: `/${path.map(String).join('/')}`,
    code: 'rule_violation' as const,
    detail: message,
  }));
  throw new Refused('rule_violation', { why: faults[0]?.detail ?? '' }, faults);
}

const isInstalled = async (rows: Rows, { id, version }: MatrixInstall['preset']) =>
  (await rows.severityMatrix.count({ where: { presetId: id, presetVersion: version } })) > 0;

async function refuseOlder(rows: Rows, { id, version }: MatrixInstall['preset']): Promise<void> {
  const newest = await rows.severityMatrix.aggregate({
    where: { presetId: id },
    _max: { presetVersion: true },
  });
  const installed = newest._max.presetVersion;
  if (installed === null || version > installed) return;
  throw new Refused('conflict', { what: `${id} ${installed} is installed` });
}

/**
 * Installs a newer version of a preset, or another preset, and puts it in force. Local edits of
 * the same preset are laid over it as one version more (V25, operations.md); 409 unless it is
 * newer than what is installed.
 */
export async function installMatrix(access: Access, given: MatrixInstall): Promise<MatrixAnswer> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    await refuseOlder(rows, given.preset);
    const { preset, ...content } = given;
    const local = await currentRow(rows);
    const pristine = await writeVersion(rows, access, {
      action: 'install',
      content,
      preset,
      edited: false,
    });
    if (!local?.edited || local.presetId !== preset.id) return matrixAnswerOf(pristine);
    const { content: kept, conflicts } = await upgraded(rows, local, content);
    refuseUnusable(kept);
    const row = await writeVersion(rows, access, {
      action: 'edit',
      content: kept,
      preset,
      edited: true,
      ...(local.note === null ? {} : { note: local.note }),
    });
    return { ...matrixAnswerOf(row), conflicts };
  });
}

async function upgraded(rows: Rows, local: SeverityMatrix, next: MatrixContent): Promise<Upgraded> {
  const base = await pristineOf(rows, local);
  return upgrade(contentOf(base), contentOf(local), next);
}

/** Installs a preset unless this version of it is there already; for the seed. */
export async function ensureMatrix(access: Access, preset: MatrixInstall): Promise<void> {
  await inOneWrite(access, async (rows) => {
    if (await isInstalled(rows, preset.preset)) return;
    await installMatrix({ ...access, tx: rows }, preset);
  });
}

/** A local edit of the version in force: a new version; 409 for any other. */
export async function editMatrix(
  access: Access,
  of: { id: string; version: number | undefined },
  edit: MatrixEditBody,
): Promise<MatrixAnswer> {
  return inOneWrite(access, async (rows) => {
    allow(access);
    const before = await matrixRow(rows, of.id);
    if (before.current !== true) {
      throw new Refused('conflict', { what: `${before.id} is not in force` });
    }
    expectVersion(of.version, before.version);
    const content = edited(contentOf(before), edit);
    refuseUnusable(content);
    const row = await writeVersion(rows, access, {
      action: 'edit',
      content,
      preset: { id: before.presetId, version: before.presetVersion },
      edited: true,
      note: edit.note,
    });
    return matrixAnswerOf(row);
  });
}
