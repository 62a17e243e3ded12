import type { Measure } from '../../domain/uat/measure.js';
import type { Prisma } from '../../prisma/generated/client.js';

/** The measure in a column of JSON, which only validated drafts are written to. */
export const measureIn = (column: Prisma.JsonValue): Measure | undefined =>
  column === null ? undefined : (column as unknown as Measure);

const signs = { at_most: '≤', at_least: '≥', exactly: '=' } as const;

/** `latencyMs ≤ 180 ms` */
export const measureText = ({ kind, comparison, value, unit }: Measure): string =>
  [kind, signs[comparison], value, ...(unit === undefined ? [] : [unit])].join(' ');
