import type { z } from 'zod';

import { rejectedMax, type Imported, type Rejected } from '../../contracts/table/imported.js';
import { Refused } from '../../contracts/api/refused.js';
import { text, type Language } from '../../contracts/text.js';
import { parsePart } from '../parse.js';
import { readGrid, tableLimits, type TableLimits } from './grid.js';

/** A column by the names that its header may have; its field's own name is always one. */
export interface Column {
  names: readonly string[];
  required?: boolean;
}

export interface TableRow<F extends string> {
  /** The row as a spreadsheet numbers it; the header is mostly row 1. */
  line: number;
  /** Only cells with text in them, trimmed. */
  cells: Partial<Record<F, string>>;
}

export interface Table<F extends string> {
  rows: TableRow<F>[];
  /** Lines that cannot be a row of this table. */
  rejected: Rejected[];
  unknownColumns: string[];
}

export interface TableSpec<F extends string> {
  columns: Record<F, Column>;
  language: Language;
  limits?: Partial<TableLimits>;
}

/**
 * Reads a CSV or .xlsx file into rows by the names of their headers, which may be Chinese or
 * English and in any order. Empty rows are passed over. Throws `table_broken`, `table_too_large`
 * and `table_header_missing`; a bad line is only rejected.
 */
export async function readTable<F extends string>(
  bytes: Buffer,
  { columns, language, limits }: TableSpec<F>,
): Promise<Table<F>> {
  const allowed = { ...tableLimits, ...limits };
  const grid = await readGrid(bytes, { limits: allowed, language });
  const top = grid.findIndex((cells) => cells.some((cell) => cell !== ''));
  const header = headerOf(grid[top] ?? [], columns, language);
  const table: Table<F> = { rows: [], rejected: [], unknownColumns: header.unknown };
  grid.slice(top + 1).forEach((cells, index) => {
    const line = top + index + 2;
    if (cells.every((cell) => cell === '')) return;
    const fault = faultIn(cells, { header, cellMaxChars: allowed.cellMaxChars });
    if (fault) {
      const { code, field, max } = fault;
      const said = text(language, `table/${code}`, { max });
      table.rejected.push({ line, ...(field && { field }), code, text: said });
      return;
    }
    const named = header.fields.flatMap((field, at) => {
      const cell = cells[at] ?? '';
      return field === undefined || cell === '' ? [] : [[field, cell] as const];
    });
    table.rows.push({ line, cells: Object.fromEntries(named) as Partial<Record<F, string>> });
  });
  return table;
}

interface Header<F extends string> {
  fields: (F | undefined)[];
  width: number;
  unknown: string[];
}

/** `需求 编号 *`, `Requirement_Key` and `requirementkey` name the same column. */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_*-]|\(必填\)|\(required\)/g, '');

function headerOf<F extends string>(
  cells: readonly string[],
  columns: Record<F, Column>,
  language: Language,
): Header<F> {
  const known = new Map<string, F>();
  const all = Object.entries(columns) as [F, Column][];
  for (const [field, { names }] of all) {
    for (const name of [field, ...names]) known.set(plain(name), field);
  }
  const fields = cells.map((cell) => known.get(plain(cell)));
  const twice = fields.findIndex((field, at) => field !== undefined && fields.indexOf(field) < at);
  if (twice !== -1) {
    const why = text(language, 'table/header_twice', { header: cells[twice] });
    throw new Refused('table_broken', { why });
  }
  const missing = all.filter(([field, { required }]) => required && !fields.includes(field));
  if (missing.length > 0) {
    const names = missing.map(([field, column]) => nameIn(language, column) ?? field);
    throw new Refused('table_header_missing', { missing: names });
  }
  const unknown = cells.filter((cell, at) => cell !== '' && fields[at] === undefined);
  const width = cells.findLastIndex((cell) => cell !== '') + 1;
  return { fields, width, unknown: unknown.map((cell) => cell.slice(0, 100)) };
}

const han = /\p{Script=Han}/u;

const nameIn = (language: Language, { names }: Column): string | undefined =>
  names.find((name) => han.test(name) === (language === 'zh')) ?? names[0];

const unstorable = /[\0\p{Surrogate}]/u;

function faultIn<F extends string>(
  cells: readonly string[],
  { header, cellMaxChars }: { header: Header<F>; cellMaxChars: number },
): { code: string; field?: F; max?: number } | undefined {
  if (cells.slice(header.width).some((cell) => cell !== '')) return { code: 'too_many_cells' };
  const wrong = (cell: string) => cell.length > cellMaxChars || unstorable.test(cell);
  const at = cells.findIndex(wrong);
  if (at === -1) return undefined;
  const field = header.fields[at];
  const long = (cells[at] ?? '').length > cellMaxChars;
  const fault = long ? { code: 'cell_too_long', max: cellMaxChars } : { code: 'unstorable' };
  return { ...fault, ...(field !== undefined && { field }) };
}

export interface Checked<T> {
  rows: { line: number; value: T }[];
  rejected: Rejected[];
}

/**
 * Each row through `schema`: the good ones typed, the others rejected with their first fault, in
 * the words that a request with that value would be refused with.
 */
export function checkRows<T extends z.ZodType>(
  table: Table<string>,
  schema: T,
  language: Language,
): Checked<z.output<T>> {
  const checked: Checked<z.output<T>> = { rows: [], rejected: [...table.rejected] };
  for (const { line, cells } of table.rows) {
    try {
      checked.rows.push({ line, value: parsePart(schema, cells, { place: '', language }) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const [fault] = error.faults;
      const field = fault?.pointer.split('/')[1];
      const said = fault?.detail ?? text(language, `errors/${error.code}/title`);
      const code = fault?.code ?? error.code;
      checked.rejected.push({ line, ...(field && { field }), code, text: said });
    }
  }
  return checked;
}

/** The answer of an import: rejected lines in the order of the file, beyond a limit counted. */
export function importedOf(done: {
  taken: number;
  unchanged?: number;
  rejected: readonly Rejected[];
  unknownColumns: readonly string[];
}): Imported {
  const inOrder = [...done.rejected].sort((a, b) => a.line - b.line);
  return {
    taken: done.taken,
    unchanged: done.unchanged ?? 0,
    rejected: inOrder.slice(0, rejectedMax),
    rejectedMore: Math.max(0, inOrder.length - rejectedMax),
    unknownColumns: [...done.unknownColumns],
  };
}
