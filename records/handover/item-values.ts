import { parse } from 'csv-parse/sync';
import type { Rows } from '../rows.js';

/** What was handed in for an item, as far as it can be read. */
export interface ItemValue {
  key: string;
  /** missing, submitted, verified, rejected or waived. */
  state: string;
  content: string | null;
  /** Rows of a table that was typed or handed in as CSV; undefined where it is none. */
  rows?: Record<string, string>[];
  text?: string;
}

interface Fact {
  state: string;
  content: string | null;
}

interface Stored {
  id: string;
  mime: string;
  name: string | null;
  bytes: Uint8Array;
}

/** A CSV beyond this is not read; `devices/import` takes what is larger. */
const csvMaxBytes = 1_048_576;

const textIn = ({ bytes }: Stored): string => Buffer.from(bytes).toString('utf8');

function csvRows(stored: Stored): Record<string, string>[] | undefined {
  try {
    return parse(textIn(stored), { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch {
    return undefined;
  }
}

/** A CSV is text like any other; its name says that it is a table. */
const isTable = ({ mime, name }: Stored): boolean =>
  mime.startsWith('text/plain') && (name ?? '').toLowerCase().endsWith('.csv');

type Read = Pick<ItemValue, 'rows' | 'text'>;

function valueIn(stored: Stored | undefined): Read {
  if (!stored || stored.bytes.length > csvMaxBytes) return {};
  if (isTable(stored)) {
    const rows = csvRows(stored);
    return rows ? { rows } : {};
  }
  if (stored.mime !== 'application/json') return {};
  const value = JSON.parse(textIn(stored)) as Read & { link?: string };
  const text = value.text ?? value.link;
  return {
    ...(Array.isArray(value.rows) && { rows: value.rows }),
    ...(typeof text === 'string' && { text }),
  };
}

/** Items by key, of a campus those of every room; or all items of some sections. */
type ItemsWanted = { keys: readonly string[] } | { sections: readonly string[] };

const keysOf = (wanted: ItemsWanted) =>
  'keys' in wanted
    ? wanted.keys.flatMap((key) => [{ key }, { key: { startsWith: `${key}@` } }])
    : wanted.sections.map((section) => ({ key: { startsWith: section } }));

/** The values of some items of a hand-over, in two queries. */
export async function itemValues(
  rows: Rows,
  handover: string,
  wanted: ItemsWanted,
): Promise<ItemValue[]> {
  const facts = await rows.processFact.findMany({
    where: {
      ...{ subject: handover, kind: 'item' },
      OR: keysOf(wanted),
    },
    orderBy: { key: 'asc' },
  });
  const given = facts.map(({ key, data }) => {
    const { state, content } = data as unknown as Fact;
    return { key, state, content };
  });
  const stored = await contents(
    rows,
    given.map(({ content }) => content),
  );
  return given.map((one) => ({ ...one, ...valueIn(stored.get(one.content ?? '')) }));
}

async function contents(rows: Rows, ids: readonly (string | null)[]): Promise<Map<string, Stored>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const found = await rows.content.findMany({
    where: { id: { in: wanted } },
    select: { id: true, mime: true, name: true, bytes: true },
  });
  return new Map(found.map((row) => [row.id, row]));
}
