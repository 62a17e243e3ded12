import { z } from 'zod';

import { Refused } from './refused.js';
import { flagIn } from './fields.js';

export const pageLimitDefault = 25;
export const pageLimitMax = 100;
const cursorMaxChars = 400;

/** The query members of every list; spread into the list's own query schema. */
export const pagingQuery = {
  cursor: z.string().min(1).max(cursorMaxChars).optional(),
  limit: z.coerce.number().int().min(1).max(pageLimitMax).default(pageLimitDefault),
  count: flagIn.optional(),
};

export interface Paging {
  cursor?: string | undefined;
  limit: number;
  count?: boolean | undefined;
}

/** `{items, nextCursor, total?}`; `nextCursor` is null on the last page (api.md §1). */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().optional() });

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

type CursorValue = string | number | boolean | null;

/** An opaque cursor over the values of the sort keys of the last row. */
export const encodeCursor = (list: string, keys: readonly CursorValue[]): string =>
  Buffer.from(JSON.stringify([list, ...keys])).toString('base64url');

/** The sort keys in a cursor of `list`; 400 `invalid_cursor` where it is another list's or no cursor. */
export function decodeCursor<T extends z.ZodType>(
  list: string,
  keys: T,
  cursor: string,
): z.output<T> {
  const parsed = keys.safeParse(readCursor(list, cursor));
  if (!parsed.success) throw new Refused('invalid_cursor');
  return parsed.data;
}

function readCursor(list: string, cursor: string): unknown {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(read) && read[0] === list ? read.slice(1) : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts `rows`, read with `limit + 1`, to a page; `keysOf` gives a row's sort keys. */
export function cutPage<T>(
  list: string,
  rows: readonly T[],
  { limit, keysOf }: { limit: number; keysOf: (row: T) => readonly CursorValue[] },
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor(list, keysOf(last)) : null };
}

const idKey = z.tuple([z.string()]);

/** For lists sorted by id: the id to read after, to be used as `where: {id: {gt}}`, and `take`. */
export function afterId(list: string, paging: Paging): { after?: string; take: number } {
  const take = paging.limit + 1;
  if (paging.cursor === undefined) return { take };
  return { after: decodeCursor(list, idKey, paging.cursor)[0], take };
}
