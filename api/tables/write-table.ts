import { stringify } from 'csv-stringify/sync';
import writeXlsx from 'write-excel-file/node';

/** What stands in one cell; a text never becomes a formula. */
export type Cell = string | number | boolean | null | undefined;

export interface WrittenTable {
  /** Name of the sheet and of the file, without its ending. */
  name: string;
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
}

export const tableFormats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof tableFormats)[number];

export interface TableFile {
  bytes: Buffer;
  contentType: string;
  fileName: string;
}

const contentTypes: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A table as CSV (UTF-8 with BOM, so that Excel reads it) or as .xlsx. */
export async function writeTable(table: WrittenTable, format: TableFormat): Promise<TableFile> {
  const bytes = format === 'csv' ? csvOf(table) : await xlsxOf(table);
  const fileName = `${table.name}.${format}`;
  return { bytes, contentType: contentTypes[format], fileName };
}

/** What a spreadsheet would run or read as a formula when it opens a CSV. */
const runnable = /^[=+\-@\t\r＝＋－＠]/;

const inert = (cell: Cell): Cell =>
  typeof cell === 'string' && runnable.test(cell) ? `'${cell}` : cell;

function csvOf({ header, rows }: WrittenTable): Buffer {
  const cells = [header, ...rows].map((row) => row.map((cell) => csvCell(inert(cell))));
  return Buffer.from(stringify(cells, { bom: true, record_delimiter: 'windows' }));
}

const csvCell = (cell: Cell): string => (cell === null || cell === undefined ? '' : String(cell));

const cellMaxChars = 32_767;
const sheetNameMaxChars = 31;

async function xlsxOf({ name, header, rows }: WrittenTable): Promise<Buffer> {
  const sheet = name.replace(/[\\/?*[\]:]/g, ' ').slice(0, sheetNameMaxChars);
  const head = header.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const data = [head, ...rows.map((row) => row.map(xlsxCell))];
  return (await writeXlsx(data, { sheet, stickyRowsCount: 1 })).toBuffer();
}

function xlsxCell(cell: Cell) {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  return { value: cell.slice(0, cellMaxChars), type: String };
}
