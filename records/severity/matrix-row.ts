import type { MatrixAnswer, MatrixHead } from '../../contracts/severity/matrices.js';
import type { Matrix, MatrixContent } from '../../domain/severity/matrix.js';
import type { SeverityMatrix } from '../../prisma/generated/client.js';

/** A stored standard; every writer has checked it. */
export const contentOf = ({ content }: Pick<SeverityMatrix, 'content'>): MatrixContent =>
  content as unknown as MatrixContent;

export const matrixOf = (row: SeverityMatrix): Matrix => ({
  ...contentOf(row),
  id: row.id,
  version: row.version,
});

export const headOf = (row: SeverityMatrix): MatrixHead => ({
  id: row.id,
  version: row.version,
  name: contentOf(row).name,
  preset: { id: row.presetId, version: row.presetVersion },
  edited: row.edited,
  current: row.current === true,
  note: row.note,
  createdAt: row.createdAt,
  supersededAt: row.supersededAt,
});

export function matrixAnswerOf(row: SeverityMatrix): MatrixAnswer {
  const { domains, facts, criteria, modifiers } = contentOf(row);
  return { ...headOf(row), domains, facts, criteria, modifiers };
}
