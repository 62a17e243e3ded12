import { Refused, type Fault } from '../../contracts/api/refused.js';
import { itemOf } from '../../domain/handover/checklist/checklist.js';
import type { ItemGiven } from '../../domain/handover/commands.js';
import { keepValue, referTo } from '../content/content.js';
import type { Rows } from '../rows.js';

/** What somebody hands in for one item; exactly one of text, link, rows and file. */
export interface HandedIn {
  key: string;
  text?: string;
  link?: string;
  rows?: readonly Record<string, string>[];
  /** A content id. */
  file?: string;
  validUntil?: number;
}

interface Keeping {
  subject: string;
  /** The version of the checklist. */
  version: string;
  by: string;
  at: Date;
}

/** Columns of an item's table that some row leaves empty (N8, operations.md). */
function fieldsMissing({ key, rows, file }: HandedIn, version: string): string[] {
  const fields = itemOf(key, version)?.fields;
  if (!fields || file !== undefined) return [];
  const required = fields.filter((field) => field.required).map((field) => field.key);
  if (!rows) return required;
  return required.filter((name) => rows.some((row) => (row[name] ?? '').trim() === ''));
}

const valueOf = ({ text, link, rows }: HandedIn): object => {
  if (text !== undefined) return { text };
  return link === undefined ? { rows } : { link };
};

/** Why an item's value is not one: its table lacks columns; undefined where it is fine. */
export function faultOf(given: HandedIn, version: string): Refused | undefined {
  const missing = fieldsMissing(given, version);
  if (missing.length === 0) return undefined;
  const faults = missing.map((name): Fault => ({
    pointer: `/rows/${name}`,
    code: 'field_required',
    detail: name,
  }));
  return new Refused('item_fields_missing', { key: given.key, fields: missing }, faults);
}

/**
 * Keeps what was handed in as content of the hand-over and answers what the process is told: ids
 * only. That a file is one, and the caller's to show, is asked before.
 */
export async function keepGiven(
  rows: Rows,
  given: readonly HandedIn[],
  { subject, by, at }: Omit<Keeping, 'version'>,
): Promise<ItemGiven[]> {
  const items: ItemGiven[] = [];
  for (const one of given) {
    const { key, file, validUntil } = one;
    const content = file ?? (await keepValue(rows, valueOf(one), { by, at })).head.id;
    items.push({ key, content, ...(validUntil !== undefined && { validUntil }) });
  }
  await referTo(
    rows,
    subject,
    items.map(({ content }) => content),
  );
  return items;
}
