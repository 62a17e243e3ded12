import { z } from 'zod';

import { cutPage, decodeCursor, type Page, type Paging } from '../../contracts/api/paging.js';
import type { handoverItem, ItemStateName } from '../../contracts/handover/answers.js';
import { itemOf, splitKey } from '../../domain/handover/checklist/checklist.js';
import type { Section } from '../../domain/handover/state.js';
import type { Ref } from '../../domain/subject-view.js';
import { Prisma } from '../../prisma/generated/client.js';
import { personNames } from '../access/people.js';
import type { Rows } from '../rows.js';
import { roomsOf } from './rooms.js';

export type ItemRow = z.input<typeof handoverItem>;

/** A changed item as the process tells it (domain/handover/facts.ts). */
interface ItemFact {
  state: ItemStateName;
  loops: number;
  at: number;
  provider: string | null;
  content: string | null;
  validUntil: number | null;
  by: string | null;
  reason: string | null;
}

interface Found {
  key: string;
  letter: string;
  no: number;
  room: number;
  data: ItemFact;
}

export interface ItemFilters {
  section?: readonly string[] | undefined;
  state?: readonly string[] | undefined;
  /** Site ids, or the numbers that item keys have. */
  room?: readonly string[] | undefined;
  critical?: boolean | undefined;
  key?: readonly string[] | undefined;
}

const cursorKeys = z.tuple([z.string(), z.int(), z.int()]);

const itemTable = Prisma.sql`(select f.key, f.data, left(f.key, 1) as letter,
  substring(f.key from '^[A-J](\\d+)')::int as no,
  coalesce(substring(f.key from '@(\\d+)$')::int, 0) as room
  from process_fact f where f.subject = `;

const among = (column: Prisma.Sql, values: readonly string[] | undefined): Prisma.Sql[] =>
  values === undefined ? [] : [Prisma.sql`${column} = any(${[...values]}::text[])`];

/** Rooms are asked for by their site, or by the number behind the `@`. */
const roomNumbers = (rooms: ReadonlyMap<string, Ref>, asked: readonly string[]): string[] =>
  [...rooms].flatMap(([n, { id }]) => (asked.includes(id) || asked.includes(n) ? [n] : []));

function conditions(filters: ItemFilters, rooms: ReadonlyMap<string, Ref>): Prisma.Sql[] {
  const { section, state, room, critical, key } = filters;
  return [
    ...among(Prisma.sql`t.letter`, section),
    ...among(Prisma.sql`t.data ->> 'state'`, state),
    ...among(Prisma.sql`t.key`, key),
    ...among(Prisma.sql`t.room::text`, room && roomNumbers(rooms, room)),
    ...(critical === undefined ? [] : [Prisma.sql`(t.data ->> 'critical')::boolean = ${critical}`]),
  ];
}

const named = (names: ReadonlyMap<string, string>, id: string): Ref => ({
  id,
  name: names.get(id) ?? id,
});

interface Reading {
  version: string;
  names: ReadonlyMap<string, string>;
  rooms: ReadonlyMap<string, Ref>;
}

function itemRow({ key, data }: Found, { version, names, rooms }: Reading): ItemRow[] {
  const item = itemOf(key, version);
  if (!item) return [];
  const { state, provider, content, validUntil, by, loops, at, reason } = data;
  const room = rooms.get(String(splitKey(key).room ?? ''));
  const judged = state === 'verified' || state === 'waived' || state === 'rejected';
  return [
    {
      ...{ key, section: item.section, name: item.name, ask: item.ask },
      ...{ critical: item.critical, from: item.from, state, loops },
      ...(room && { room }),
      ...(provider !== null && { provider: named(names, provider) }),
      ...(judged && by !== null && { verifier: named(names, by) }),
      ...(content !== null && { content }),
      ...(validUntil !== null && { validUntil }),
      ...(reason !== null && { reason }),
      ...(state !== 'missing' && { at }),
    },
  ];
}

const peopleIn = (found: readonly Found[]): string[] =>
  found.flatMap(({ data }) => [data.provider, data.by]).filter((id) => id !== null);

export interface ItemsOf {
  subject: string;
  /** The version of the checklist that the hand-over began with. */
  version: string;
}

/** The items of a hand-over in the checklist's order, a page at a time. */
export async function listItems(
  rows: Rows,
  { subject, version }: ItemsOf,
  { filters, paging }: { filters: ItemFilters; paging: Paging },
): Promise<Page<ItemRow>> {
  const list = `items ${subject}`;
  const rooms = await roomsOf(rows, subject);
  const wanted = conditions(filters, rooms);
  const from = Prisma.sql`${itemTable}${subject} and f.kind = 'item') t`;
  const after = paging.cursor && decodeCursor(list, cursorKeys, paging.cursor);
  const beyond = after
    ? [Prisma.sql`(t.letter, t.no, t.room) > (${after[0]}, ${after[1]}, ${after[2]})`]
    : [];
  const all = (more: Prisma.Sql[]): Prisma.Sql => {
    const every = [...wanted, ...more];
    return every.length > 0 ? Prisma.sql`where ${Prisma.join(every, ' and ')}` : Prisma.empty;
  };
  const found = await rows.$queryRaw<Found[]>`
    select t.* from ${from} ${all(beyond)}
    order by t.letter, t.no, t.room limit ${paging.limit + 1}`;
  const keysOf = ({ letter, no, room }: Found) => [letter, no, room];
  const page = cutPage(list, found, { limit: paging.limit, keysOf });
  const names = await personNames(rows, peopleIn(page.items));
  const reading = { version, names, rooms };
  const items = page.items.flatMap((each) => itemRow(each, reading));
  if (!paging.count) return { items, nextCursor: page.nextCursor };
  const [counted] = await rows.$queryRaw<{ total: number }[]>`
    select count(*)::int as total from ${from} ${all([])}`;
  return { items, nextCursor: page.nextCursor, total: counted?.total ?? 0 };
}

/** These items alone, in the order they are asked for; unknown keys are left out. */
export async function itemsNamed(
  rows: Rows,
  of: ItemsOf,
  keys: readonly string[],
): Promise<ItemRow[]> {
  const paging = { limit: keys.length, count: false, cursor: undefined };
  const { items } = await listItems(rows, of, { filters: { key: keys }, paging });
  const byKey = new Map(items.map((item) => [item.key, item]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

/** Every item, for the sheet and the export: at most as many as one hand-over takes. */
export async function allItems(rows: Rows, of: ItemsOf, limit: number): Promise<ItemRow[]> {
  const paging = { limit, count: false, cursor: undefined };
  return (await listItems(rows, of, { filters: {}, paging })).items;
}

/** Items by section, in the order of the checklist. */
export function bySection(items: readonly ItemRow[]): [Section, ItemRow[]][] {
  const sections = new Map<Section, ItemRow[]>();
  for (const item of items) {
    sections.set(item.section, [...(sections.get(item.section) ?? []), item]);
  }
  return [...sections];
}
