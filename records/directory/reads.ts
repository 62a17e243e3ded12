import { afterId, cutPage, type Page, type Paging } from '../../contracts/api/paging.js';
import { notFound } from '../../contracts/api/refused.js';
import type { Access } from './access.js';
import type { Noun, Stored } from './noun.js';

export interface Listing<Filters> {
  filters: Filters;
  paging: Paging;
}

/** `get` and `list` of a noun, within the caller's scope. */
export function readsOf<Row extends Stored, Draft extends object, Columns, Where, Filters, Answer>(
  noun: Noun<Row, Draft, Columns, Where, Filters>,
  answerOf: (row: Row) => Answer,
) {
  return {
    /** 404 for what does not exist or lies outside the caller's scope. */
    get: async (access: Access, id: string, filters: Filters): Promise<Answer> => {
      const rows = access.tx ?? access.db;
      const reachable = { AND: [noun.where(filters, access.scope), { id }] } as Where;
      const row = await noun.table(rows).findFirst({ where: reachable });
      if (!row) throw notFound(noun.name);
      return answerOf(row);
    },

    /** A page in the order of ids. */
    list: async (access: Access, { filters, paging }: Listing<Filters>): Promise<Page<Answer>> => {
      const table = noun.table(access.tx ?? access.db);
      const matching = noun.where(filters, access.scope);
      const { after, take } = afterId(noun.name, paging);
      const where = { AND: [matching, after === undefined ? {} : { id: { gt: after } }] } as Where;
      const rows = await table.findMany({ where, orderBy: { id: 'asc' }, take });
      const page = cutPage(noun.name, rows, { limit: paging.limit, keysOf: (row) => [row.id] });
      return {
        items: page.items.map(answerOf),
        nextCursor: page.nextCursor,
        ...(paging.count && { total: await table.count({ where: matching }) }),
      };
    },
  };
}
