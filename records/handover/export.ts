import { text, type Language } from '../../contracts/text.js';
import { itemsMax } from '../../domain/handover/state.js';
import { readValue } from '../content/content.js';
import type { Rows } from '../rows.js';
import { allItems, type ItemRow, type ItemsOf } from './items.js';

/** A checklist with its verdicts as lines of a table. */
export interface ChecklistTable {
  header: string[];
  rows: (string | number | null)[][];
}

const columns = [
  ...['item', 'name', 'critical', 'room', 'state', 'provider', 'verifier'],
  ...['value', 'content', 'until', 'loops', 'reason'],
] as const;
const valueMaxChars = 2_000;

const shown = (at: unknown): string | null =>
  typeof at === 'number' ? new Date(at).toISOString() : null;

async function valueText(rows: Rows, content: string | undefined): Promise<string | null> {
  if (content === undefined) return null;
  const value = (await readValue(rows, content)) as
    { text?: string; link?: string; rows?: Record<string, string>[] } | undefined;
  if (value === undefined) return null;
  const lines = (value.rows ?? []).map((row) => Object.values(row).join(' | '));
  const told = value.text ?? value.link ?? lines.join('; ');
  return told.slice(0, valueMaxChars);
}

async function line(rows: Rows, item: ItemRow, language: Language) {
  const say = (key: string): string => text(language, `sheet/${key}`);
  return [
    ...[item.key, item.name[language], item.critical ? say('critical') : null],
    ...[item.room?.name ?? null, say(`states/${item.state}`)],
    ...[item.provider?.name ?? null, item.verifier?.name ?? null],
    await valueText(rows, item.content),
    ...[item.content ?? null, shown(item.validUntil), item.loops, item.reason ?? null],
  ];
}

/** The whole checklist with what was handed in and how it was judged, in the reader's language. */
export async function checklistTable(
  rows: Rows,
  of: ItemsOf,
  language: Language,
): Promise<ChecklistTable> {
  const items = await allItems(rows, of, itemsMax);
  const lines: ChecklistTable['rows'] = [];
  for (const item of items) lines.push(await line(rows, item, language));
  return {
    header: columns.map((column) => text(language, `sheet/columns/${column}`)),
    rows: lines,
  };
}
