import { z } from 'zod';
import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { Rows } from '../rows.js';

export interface Minutes {
  n: number;
  at: number;
  by: string;
  minutes: string;
  link?: string;
  actions: number;
}

export interface StoredReviewItem {
  n: number;
  subject: string;
  number: string;
  title: string;
  stage: string;
  owner: string;
  due?: number;
  carried: boolean;
}

interface Fact<Data> {
  key: string;
  data: Data;
}

const keys = z.tuple([z.int()]);
const listed = 'minutes';

/** Minutes of a meeting, the latest first. */
export async function listMinutes(
  rows: Rows,
  meeting: string,
  paging: Paging,
): Promise<Page<Minutes>> {
  const before = paging.cursor ? decodeCursor(listed, keys, paging.cursor)[0] : 2_147_483_647;
  const found = await rows.$queryRaw<Fact<Minutes & { link: string | null }>[]>`
    select key, data from process_fact
    where subject = ${meeting} and kind = 'minutes' and (data ->> 'n')::int < ${before}
    order by (data ->> 'n')::int desc limit ${paging.limit + 1}`;
  const items = found.map(({ data: { link, ...rest } }) => ({ ...rest, ...(link && { link }) }));
  return cutPage(listed, items, { limit: paging.limit, keysOf: ({ n }) => [n] });
}

/** What one review collected, the earliest due first; at most a hundred (domain/meeting/state.ts). */
export async function reviewItems(
  rows: Rows,
  meeting: string,
  n: number,
): Promise<StoredReviewItem[]> {
  type Data = Omit<StoredReviewItem, 'subject' | 'due'> & { due: number | null };
  const found = await rows.$queryRaw<Fact<Data>[]>`
    select key, data from process_fact
    where subject = ${meeting} and kind = 'review_item' and (data ->> 'n')::int = ${n}
    order by (data ->> 'due')::double precision nulls last, key`;
  return found.map(({ key, data: { due, ...rest } }) => ({
    ...{ ...rest, subject: key.slice(key.indexOf('/') + 1) },
    ...(due !== null && { due }),
  }));
}
