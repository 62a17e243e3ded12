import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { ItemState } from '../../domain/shift/state.js';
import type { Prisma } from '../../prisma/generated/client.js';
import { personNames } from '../access/people.js';

export interface TalkLine {
  type: 'ask' | 'answer';
  text: string;
  by: { id: string; name: string };
  /** Epoch milliseconds. */
  at: number;
}

export interface ShiftItemRow {
  id: string;
  number: string;
  title: string;
  stage: string;
  due?: number;
  state: ItemState;
  waitsFor?: string;
  at: number;
  talk: TalkLine[];
}

interface ItemData {
  number: string;
  title: string;
  stage: string;
  due: number | null;
  state: ItemState;
  waitsFor: string | null;
  at: number;
}

const cursorKeys = z.tuple([z.string()]);

/** The items of a hand-over, of all its rounds, with what was asked and answered about each. */
export async function listShiftItems(
  rows: Prisma.TransactionClient,
  subject: string,
  paging: Paging,
): Promise<Page<ShiftItemRow>> {
  const list = `items ${subject}`;
  const after = paging.cursor && decodeCursor(list, cursorKeys, paging.cursor)[0];
  const where = { subject, kind: 'shift_item' };
  const found = await rows.processFact.findMany({
    where: { ...where, ...(after ? { key: { gt: after } } : {}) },
    orderBy: { key: 'asc' },
    take: paging.limit + 1,
  });
  const page = cutPage(list, found, { limit: paging.limit, keysOf: ({ key }) => [key] });
  const ids = page.items.map(({ key }) => key);
  const talk = await talkOf(rows, subject, ids);
  const items = page.items.map(({ key: id, data }) => {
    const { due, waitsFor, ...item } = data as unknown as ItemData;
    return {
      ...item,
      id,
      ...(due !== null && { due }),
      ...(waitsFor !== null && { waitsFor }),
      talk: talk.get(id) ?? [],
    };
  });
  if (!paging.count) return { items, nextCursor: page.nextCursor };
  const total = await rows.processFact.count({ where });
  return { items, nextCursor: page.nextCursor, total };
}

interface TalkRow {
  item: string;
  data: { type: TalkLine['type']; text: string; by: string; at: number };
}

async function talkOf(
  rows: Prisma.TransactionClient,
  subject: string,
  items: string[],
): Promise<Map<string, TalkLine[]>> {
  const found = await rows.$queryRaw<TalkRow[]>`
    select data ->> 'item' as item, data from process_fact
    where subject = ${subject} and kind = 'shift_talk' and data ->> 'item' = any(${items}::text[])
    order by (data ->> 'at')::bigint, key`;
  const people = found.map(({ data }) => data.by);
  const names = await personNames(rows, people);
  const talk = new Map<string, TalkLine[]>();
  for (const { item, data } of found) {
    const { type, text, by: id, at } = data;
    const line = { type, text, by: { id, name: names.get(id) ?? id }, at };
    talk.set(item, [...(talk.get(item) ?? []), line]);
  }
  return talk;
}
