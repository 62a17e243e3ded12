import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../../../contracts/api/paging.js';

const cursorKeys = z.tuple([z.string()]);

/** A page of rows that are sorted by key and all in memory. */
export function pageOfRows<T extends { key: string }>(
  list: string,
  rows: readonly T[],
  { cursor, limit, count }: Paging,
): Page<T> {
  const [after] = cursor === undefined ? [] : decodeCursor(list, cursorKeys, cursor);
  const from = after === undefined ? 0 : rows.findIndex(({ key }) => inOrder(after, key));
  const rest = from === -1 ? [] : rows.slice(from, from + limit + 1);
  const cut = cutPage(list, rest, { limit, keysOf: ({ key }) => [key] });
  return count ? { ...cut, total: rows.length } : cut;
}

/** The order of the trace: `R2` stands before `R10`. */
const inOrder = (a: string, b: string): boolean => a.localeCompare(b, 'en', { numeric: true }) < 0;
