import { crc32, deflateRawSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import writeXlsx from 'write-excel-file/node';
import { z } from 'zod';

import { Refused } from '../../contracts/api/refused.js';
import { checkRows, importedOf, readTable } from './read-table.js';
import { writeTable, type Cell, type TableFormat } from './write-table.js';

const columns = {
  key: { names: ['编号', 'Key'], required: true },
  text: { names: ['内容', 'Text'], required: true },
  due: { names: ['期限', 'Due', 'Due date'] },
};

const read = (bytes: Buffer | string, limits = {}) =>
  readTable(Buffer.from(bytes), { columns, language: 'en', limits });

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.then(
    () => undefined,
    (why: unknown) => why,
  );
  if (!(error instanceof Refused)) throw new Error(`was not refused but: ${String(error)}`);
  return `${error.code}: ${Object.values(error.values).flat().join(', ')}`;
}

async function written(rows: Cell[][], format: TableFormat): Promise<Buffer> {
  const header = ['Key', 'Text', 'Due date'];
  return (await writeTable({ name: 'Rows', header, rows }, format)).bytes;
}

/** An archive as an attacker may write it: `declared` is what its directory says it unpacks to. */
function archive(parts: { name: string; data: Buffer | string; declared?: number }[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, declared } of parts) {
    const plain = Buffer.from(data);
    const packed = deflateRawSync(plain);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declared ?? plain.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const central = [Buffer.from('PK\x01\x02\x14\0'), fields, place, Buffer.from(name)];
    files.push(file);
    directory.push(Buffer.concat(central));
    offset += file.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const workbook = (sheet: Buffer | string, declared?: number): Buffer => {
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return archive([
    {
      name: '[Content_Types].xml',
      data:
        `<Types><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}.worksheet+xml"/></Types>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', data: sheet, ...(declared && { declared }) },
  ]);
};

const cell = (at: string, value: string) =>
  `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const sheetOf = (cells: string) =>
  `<worksheet><sheetData><row r="1">${cell('A1', 'Key')}${cell('B1', 'Text')}</row>${cells}</sheetData></worksheet>`;

describe('readTable', () => {
  it('reads rows by Chinese or English headers, in any order, with their line numbers', async () => {
    const table = await read('内容,期限,说明, 编号 *\n一,2026-01-01,x,A\n\n"多\n行",,,B\n');
    expect(table).toEqual({
      rows: [
        { line: 2, cells: { text: '一', due: '2026-01-01', key: 'A' } },
        { line: 4, cells: { text: '多\n行', key: 'B' } },
      ],
      rejected: [],
      unknownColumns: ['说明'],
    });
  });

  it.each([
    ['UTF-8 with BOM', Buffer.from('\ufeff编号,内容\nA,你好')],
    ['GB18030, as Chinese Excel writes it', Buffer.from('b1e0bac52cc4dac8dd0a412cc4e3bac3', 'hex')],
    ['UTF-16 with tabs', Buffer.from('\ufeff编号\t内容\nA\t你好', 'utf16le')],
    ['semicolons', Buffer.from('编号;内容\r\nA;你好\r\n')],
  ])('reads CSV in %s', async (_, bytes) => {
    const { rows } = await read(bytes);
    expect(rows).toEqual([{ line: 2, cells: { key: 'A', text: '你好' } }]);
  });

  it('reads an .xlsx: numbers as text, a formula by its last result', async () => {
    const formula = '<c r="A3"><v>7</v></c><c r="B3"><f>1+1</f><v>2</v></c>';
    const { rows } = await read(
      workbook(
        sheetOf(
          `<row r="2">${cell('A2', 'A')}${cell('B2', ' x ')}</row><row r="3">${formula}</row>`,
        ),
      ),
    );
    expect(rows).toEqual([
      { line: 2, cells: { key: 'A', text: 'x' } },
      { line: 3, cells: { key: '7', text: '2' } },
    ]);
  });

  it('reads the dates of an .xlsx as ISO text', async () => {
    const day = { value: new Date('2026-10-01T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' };
    const file = await writeXlsx(
      [
        ['Key', 'Text', 'Due'],
        ['A', 'x', day],
      ],
      { sheet: 'a' },
    );
    const { rows } = await read(await file.toBuffer());
    expect(rows[0]?.cells).toEqual({ key: 'A', text: 'x', due: '2026-10-01' });
  });

  it('rejects a bad line by its number and keeps the others', async () => {
    const table = await read('Key,Text\nA,one,two\nB,fine\nC,123456\n', { cellMaxChars: 5 });
    expect(table.rows).toEqual([{ line: 3, cells: { key: 'B', text: 'fine' } }]);
    expect(table.rejected.map(({ line, field, code }) => [line, field, code])).toEqual([
      [2, undefined, 'too_many_cells'],
      [4, 'text', 'cell_too_long'],
    ]);
  });

  it('rejects a line of an .xlsx with characters that no table can keep', async () => {
    const bad = `<row r="2">${cell('A2', 'A')}${cell('B2', 'x_xD800_')}</row>`;
    const { rejected } = await read(workbook(sheetOf(bad)));
    expect(rejected).toMatchObject([{ line: 2, field: 'text', code: 'unstorable' }]);
  });

  it.each<[string, Buffer | string, string]>([
    ['an empty file', '', 'table_broken: the file is empty'],
    ['blank lines only', '\n\n , \n', 'table_broken: the file is empty'],
    ['a quote never closed', 'Key,Text\n"A,b\nc,d\n', 'table_broken: it is not valid CSV'],
    ['an image', Buffer.from('89504e470d0a1a0a', 'hex'), 'table_broken: it is neither'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'table_broken: it is an old .xls'],
    ['half an .xlsx', workbook(sheetOf('')).subarray(0, 400), 'table_broken: it is not a whole'],
    ['a header twice', 'Key,编号,Text\nA,B,c', 'table_broken: the header "编号"'],
    ['a header missing', 'Key,Due date\nA,b', 'table_header_missing: Text'],
    ['too many lines', 'Key,Text\n1,a\n2,b\n3,c\n4,d', 'table_too_large: rows (at most 3)'],
    ['too many columns', 'Key,Text,a,b,c\n1,2,3,4,5', 'table_too_large: columns (at most 4)'],
    ['too many bytes', `Key,Text\n1,${'a'.repeat(99_999)}`, 'table_too_large: bytes'],
  ])('refuses %s and says why', async (_, bytes, said) => {
    const limits = { rowsMax: 3, columnsMax: 4, bytesMax: 90_000 };
    expect(await refusal(read(bytes, limits))).toContain(said);
  });

  it.each<[string, Buffer, string]>([
    [
      'a sheet that unpacks to far more than it declares',
      workbook(Buffer.alloc(40_000_000, ' '), 100),
      'bytes when unpacked',
    ],
    ['a cell at the far corner', workbook(sheetOf(cell('XFD1048576', 'x'))), 'cells'],
    [
      'a far row of its own',
      workbook(sheetOf(`<row r="2">${cell('ZZ99999', 'x')}</row>`)),
      'cells',
    ],
    ['an address in disguise', workbook(sheetOf(cell('&#88;FD1048576', 'x'))), 'not a whole'],
    ['an endless text', workbook(sheetOf(cell('A2', ' '.repeat(100_000)))), 'cells'],
    [
      'entities that expand',
      workbook(`<!DOCTYPE a [<!ENTITY b "bbbb">]>${sheetOf(cell('A2', '&b;'))}`),
      'not a whole',
    ],
    ['an archive that is no workbook', archive([{ name: 'a.xml', data: '<a/>' }]), 'not a whole'],
  ])('refuses %s', async (_, bytes, said) => {
    expect(bytes.length).toBeLessThan(100_000);
    expect(await refusal(read(bytes))).toContain(said);
  });

  it('answers any bytes with rows or a refusal, never with another error', async () => {
    const good = await written([['A', 'one', null]], 'xlsx');
    const flipped = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(flipped, noise), async (bytes) => {
        await read(bytes).catch((error: unknown) => {
          if (!(error instanceof Refused)) throw error;
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('checkRows and importedOf', () => {
  it('reject what the schema refuses, by line and field, and count beyond the limit', async () => {
    const lines = Array.from({ length: 600 }, (_, n) => `K${n},x`).join('\n');
    const table = await read(`Key,Text,Due date\n${lines}\ngood,${'y'.repeat(5)},2026-01-01\n`);
    const schema = z.strictObject({ key: z.string(), text: z.string(), due: z.iso.date() });
    const { rows, rejected } = checkRows(table, schema, 'en');
    expect(rows).toEqual([{ line: 602, value: { key: 'good', text: 'yyyyy', due: '2026-01-01' } }]);
    const answer = importedOf({ taken: rows.length, rejected, unknownColumns: [] });
    expect(answer.rejected).toHaveLength(500);
    expect(answer.rejectedMore).toBe(100);
    expect(answer.rejected[0]).toMatchObject({ line: 2, field: 'due', code: 'invalid_field' });
  });
});

describe('writeTable', () => {
  it('writes CSV that no spreadsheet runs as a formula, with a BOM', async () => {
    const bytes = await written([['=1+1', '@SUM(A1)', -5]], 'csv');
    expect(bytes.toString()).toBe("\ufeffKey,Text,Due date\r\n'=1+1,'@SUM(A1),-5\r\n");
  });

  it('writes .xlsx texts as texts, formulas never', async () => {
    const bytes = await written([['=1+1', '+86', true]], 'xlsx');
    const { rows } = await read(bytes);
    expect(rows).toEqual([{ line: 2, cells: { key: '=1+1', text: '+86', due: 'true' } }]);
    expect(bytes.includes('<f>')).toBe(false);
  });

  it.each<TableFormat>(['csv', 'xlsx'])('%s reads back as it was written', async (format) => {
    const cellText = fc
      .string({ maxLength: 20, unit: fc.constantFrom(...`=+-@'"一，;, \nab`) })
      .map((value) => value.trim())
      .filter((value) => value !== '' && !value.startsWith("'"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cellText, cellText), { maxLength: 4 }), async (rows) => {
        const read2 = await read(await written(rows, format));
        expect(read2.rows.map(({ cells }) => [cells['key'], cells['text']])).toEqual(rows);
      }),
      { numRuns: 40 },
    );
  });
});
