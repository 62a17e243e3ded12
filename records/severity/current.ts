import { notFound } from '../../contracts/api/refused.js';
import type { Matrix } from '../../domain/severity/matrix.js';
import type { SeverityMatrix } from '../../prisma/generated/client.js';
import type { Rows } from '../directory/access.js';
import { matrixOf } from './matrix-row.js';

/** The row of the standard in force; null on an installation without one. */
export const currentRow = (rows: Rows): Promise<SeverityMatrix | null> =>
  rows.severityMatrix.findUnique({ where: { current: true } });

/** The severity standard in force (R7, operations.md); 404 where none is installed. */
export async function currentMatrix(rows: Rows): Promise<Matrix> {
  const row = await currentRow(rows);
  if (!row) throw notFound('severity_matrix');
  return matrixOf(row);
}
