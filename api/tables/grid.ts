import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';

import { Refused } from '../../contracts/api/refused.js';
import { text, type Language } from '../../contracts/text.js';
import { checkedXlsx, UnsafeArchive } from './unpack-xlsx.js';

/** What a table may be at most; beyond it the whole file is refused. */
export interface TableLimits {
  bytesMax: number;
  /** Below the header. */
  rowsMax: number;
  columnsMax: number;
  /** UTF-16 code units; a longer cell rejects its line only. */
  cellMaxChars: number;
}

export const tableLimits: TableLimits = {
  bytesMax: 5_242_880,
  rowsMax: 5_000,
  columnsMax: 60,
  cellMaxChars: 4_000,
};

const unpackedMaxBytes = 33_554_432;
const addressedCellsMax = 1_000_000;

interface Reading {
  limits: TableLimits;
  language: Language;
}

/** Cells as trimmed texts, row by row; `grid[0]` is row 1 of the file. */
export type Grid = string[][];

/**
 * Reads CSV (UTF-8, GB18030, UTF-16; comma, semicolon or tab) or the first sheet of an .xlsx.
 * Throws `table_broken` and `table_too_large`.
 */
export async function readGrid(bytes: Buffer, reading: Reading): Promise<Grid> {
  const { limits, language } = reading;
  if (bytes.length === 0) throw broken(language, 'empty');
  if (bytes.length > limits.bytesMax) throw tooLarge(language, 'bytes', limits.bytesMax);
  const head = bytes.subarray(0, 4).toString('latin1');
  if (head === '\xd0\xcf\x11\xe0') throw broken(language, 'old_excel');
  const grid =
    head === 'PK\x03\x04' ? await gridOfXlsx(bytes, language) : gridOfCsv(bytes, reading);
  return within(grid, reading);
}

function within(grid: Grid, { limits, language }: Reading): Grid {
  const rows = grid.findLastIndex((cells) => cells.some((cell) => cell !== '')) + 1;
  if (rows === 0) throw broken(language, 'empty');
  if (rows - 1 > limits.rowsMax) throw tooLarge(language, 'rows', limits.rowsMax);
  const kept = grid.slice(0, rows);
  const wide = kept.some(
    (cells) => cells.findLastIndex((cell) => cell !== '') >= limits.columnsMax,
  );
  if (wide) throw tooLarge(language, 'columns', limits.columnsMax);
  return kept;
}

const broken = (language: Language, why: string, values = {}): Refused =>
  new Refused('table_broken', { why: text(language, `table/${why}`, values) });

const tooLarge = (language: Language, why: string, max: number): Refused =>
  new Refused('table_too_large', { why: text(language, `table/${why}`, { max }) });

async function gridOfXlsx(bytes: Buffer, language: Language): Promise<Grid> {
  try {
    const limits = { unpackedMaxBytes, cellsMax: addressedCellsMax };
    const checked = await checkedXlsx(bytes, limits);
    const rows: unknown[][] = await readSheet(checked, 1, { trim: false });
    return rows.map((cells) => cells.map(textOf));
  } catch (error) {
    const reason = error instanceof UnsafeArchive ? error.reason : 'broken';
    if (reason === 'unpacked') throw tooLarge(language, 'unpacked', unpackedMaxBytes);
    if (reason === 'cells') throw tooLarge(language, 'cells', addressedCellsMax);
    throw broken(language, 'not_xlsx');
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  }
  return typeof cell === 'string' ? cell.trim() : String(cell);
}

/** The apostrophe that `writeCsv` puts before what a spreadsheet would run. */
const guarded = /^'(?=[=+\-@\t\r＝＋－＠])/;

const lookedAtChars = 1_024;
/** Control characters that no text starts with; further on they reject their line. */
const notText = /[\x00-\x08\x0e-\x1f\x7f]/;

function gridOfCsv(bytes: Buffer, { limits, language }: Reading): Grid {
  const source = decoded(bytes);
  if (source === undefined || notText.test(source.slice(0, lookedAtChars))) {
    throw broken(language, 'not_text');
  }
  const { cellMaxChars, columnsMax, rowsMax } = limits;
  try {
    const rows = parse(source, {
      delimiter: delimiterOf(source),
      relax_column_count: true,
      max_record_size: cellMaxChars * columnsMax,
      to: rowsMax + 2,
    });
    return rows.map((cells) => cells.map((cell) => cell.trim().replace(guarded, '')));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw tooLarge(language, 'columns', columnsMax);
    throw broken(language, 'not_csv', { line: Number(error['lines'] ?? 1) });
  }
}

function decoded(bytes: Buffer): string | undefined {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const encodings = little ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The separator that the first line holds most often. */
function delimiterOf(source: string): string {
  const first = source.slice(0, source.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((mark) => ({ mark, n: first.split(mark).length }));
  return counts.reduce((best, one) => (one.n > best.n ? one : best)).mark;
}
