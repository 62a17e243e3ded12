import { afterId, cutPage, type Page, type Paging } from '../../contracts/api/paging.js';
import { notFound } from '../../contracts/api/refused.js';
import type { MatrixAnswer, MatrixDiff, MatrixHead } from '../../contracts/severity/matrices.js';
import { changesBetween } from '../../domain/severity/changes.js';
import type { SeverityMatrix } from '../../prisma/generated/client.js';
import type { Access, Rows } from '../directory/access.js';
import { contentOf, headOf, matrixAnswerOf } from './matrix-row.js';

interface Listing {
  filters: { current?: boolean | undefined };
  paging: Paging;
}

/** Every version, in the order of ids; without its content. */
export async function listMatrices(
  { db }: Pick<Access, 'db'>,
  { filters, paging }: Listing,
): Promise<Page<MatrixHead>> {
  const { after, take } = afterId('matrix', paging);
  const matching = filters.current === undefined ? {} : { current: filters.current || null };
  const rows = await db.severityMatrix.findMany({
    where: { ...matching, ...(after !== undefined && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take,
  });
  const keysOf = ({ id }: SeverityMatrix) => [id];
  const page = cutPage('matrix', rows, { limit: paging.limit, keysOf });
  return {
    items: page.items.map(headOf),
    nextCursor: page.nextCursor,
    ...(paging.count && { total: await db.severityMatrix.count({ where: matching }) }),
  };
}

/** One version by its id, or the one in force by `current`. */
export async function matrixRow(rows: Rows, id: string): Promise<SeverityMatrix> {
  const where = id === 'current' ? { current: true } : { id };
  const row = await rows.severityMatrix.findUnique({ where });
  if (!row) throw notFound('severity_matrix');
  return row;
}

export const getMatrix = async ({ db }: Pick<Access, 'db'>, id: string): Promise<MatrixAnswer> =>
  matrixAnswerOf(await matrixRow(db, id));

/** The preset as it was installed, that a version is or was edited from. */
export const pristineOf = (rows: Rows, row: SeverityMatrix): Promise<SeverityMatrix> =>
  rows.severityMatrix.findFirstOrThrow({
    where: { presetId: row.presetId, presetVersion: row.presetVersion, edited: false },
  });

/** What a version changed, against the preset it came from or another version. */
export async function diffMatrix(
  { db }: Pick<Access, 'db'>,
  id: string,
  against: string | undefined,
): Promise<MatrixDiff> {
  const to = await matrixRow(db, id);
  const from = against === undefined ? await pristineOf(db, to) : await matrixRow(db, against);
  return {
    from: { id: from.id, version: from.version },
    to: { id: to.id, version: to.version },
    changes: changesBetween(contentOf(from), contentOf(to)),
  };
}
