import type { Page } from '../../contracts/api/paging.js';
import { pageLimitMax } from '../../contracts/api/paging.js';
import type { Api, Query } from './client.js';

/** At most so many rows of one list are read. */
export const rowsMax = 10_000;

export interface Rows<T> {
  items: T[];
  /** There are more than were read. */
  cut: boolean;
}

/** Every row of a list, page after page, up to `max`. */
export async function allPages<T>(
  api: Api,
  path: string,
  { query = {}, max = rowsMax }: { query?: Query; max?: number } = {},
): Promise<Rows<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await api.get(path, { ...query, limit: pageLimitMax, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < max);
  return { items: items.slice(0, max), cut: cursor !== undefined || items.length > max };
}
