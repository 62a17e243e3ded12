import { crc32, inflateRaw } from 'node:zlib';
import { promisify } from 'node:util';

/** Why an archive is not handed to the spreadsheet reader. */
export class UnsafeArchive extends Error {
  constructor(readonly reason: 'broken' | 'unpacked' | 'cells') {
    super(reason);
    this.name = 'UnsafeArchive';
  }
}

export interface ArchiveLimits {
  unpackedMaxBytes: number;
  /** Cells that the sheets may address: the last row times the last column. */
  cellsMax: number;
}

interface Entry {
  name: string;
  method: number;
  packed: Buffer;
}

const partsMax = 500;
const endTailBytes = 65_557;
const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const stored = 0;
const deflated = 8;
const encryptedFlag = 1;

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

/**
 * The XML parts of an .xlsx, unpacked within `limits` and looked through, as a new archive that
 * holds nothing else. The reader sees this archive only: what a hostile one hides beside its
 * directory, or unpacks to more than it declares, never reaches it.
 */
export async function checkedXlsx(bytes: Buffer, limits: ArchiveLimits): Promise<Buffer> {
  const parts: { name: string; data: Buffer }[] = [];
  let budget = limits.unpackedMaxBytes;
  for (const entry of entriesOf(bytes)) {
    if (!entry.name.endsWith('.xml') && !entry.name.endsWith('.rels')) continue;
    if (parts.some(({ name }) => name === entry.name)) throw new UnsafeArchive('broken');
    const data = await unpacked(entry, budget);
    budget -= data.length;
    lookThrough(data.toString('utf8'), limits.cellsMax);
    parts.push({ name: entry.name, data });
  }
  return archiveOf(parts);
}

async function unpacked({ method, packed }: Entry, budget: number): Promise<Buffer> {
  if (method === stored) {
    if (packed.length > budget) throw new UnsafeArchive('unpacked');
    return packed;
  }
  if (method !== deflated) throw new UnsafeArchive('broken');
  if (budget < 1) throw new UnsafeArchive('unpacked');
  try {
    return await inflate(packed, { maxOutputLength: budget });
  } catch (error) {
    const tooLarge = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new UnsafeArchive(tooLarge ? 'unpacked' : 'broken');
  }
}

function entriesOf(bytes: Buffer): Entry[] {
  try {
    const end = endOf(bytes);
    const count = bytes.readUInt16LE(end + 10);
    if (count > partsMax) throw new UnsafeArchive('broken');
    let at = bytes.readUInt32LE(end + 16);
    return Array.from({ length: count }, () => {
      const entry = entryAt(bytes, at);
      at = entry.next;
      return entry;
    });
  } catch (error) {
    if (error instanceof RangeError) throw new UnsafeArchive('broken');
    throw error;
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endTailBytes);
  for (let at = bytes.length - 22; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === endSignature) return at;
  }
  throw new UnsafeArchive('broken');
}

function entryAt(bytes: Buffer, at: number): Entry & { next: number } {
  if (bytes.readUInt32LE(at) !== centralSignature) throw new UnsafeArchive('broken');
  if (bytes.readUInt16LE(at + 8) & encryptedFlag) throw new UnsafeArchive('broken');
  const method = bytes.readUInt16LE(at + 10);
  const size = bytes.readUInt32LE(at + 20);
  const nameBytes = bytes.readUInt16LE(at + 28);
  const moreBytes = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  const local = bytes.readUInt32LE(at + 42);
  const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
  if (bytes.readUInt32LE(local) !== localSignature) throw new UnsafeArchive('broken');
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (from + size > bytes.length) throw new UnsafeArchive('broken');
  const packed = bytes.subarray(from, from + size);
  return { name, method, packed, next: at + 46 + nameBytes + moreBytes };
}

const runMaxChars = 70_000;
const declaration = /<!(?!--)/;
const cellStart = /<(?:[\w-]+:)?(?:c|row)(?=[\s/>])([^<]*)/g;
const place = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/**
 * Refuses what would make a small file a large sheet: declarations that expand, endless texts, and
 * cells at far away addresses (the reader lays out the whole rectangle up to the last one).
 */
function lookThrough(xml: string, cellsMax: number): void {
  if (declaration.test(xml)) throw new UnsafeArchive('broken');
  for (let at = 0; at < xml.length;) {
    const next = xml.indexOf('<', at + 1);
    const end = next === -1 ? xml.length : next;
    if (end - at > runMaxChars) throw new UnsafeArchive('cells');
    at = end;
  }
  let [lastRow, lastColumn, cells] = [0, 0, 0];
  for (const [, attributes] of xml.matchAll(cellStart)) {
    cells += 1;
    const [row, column] = placeIn(attributes ?? '');
    lastRow = Math.max(lastRow, row);
    lastColumn = Math.max(lastColumn, column);
    if (cells > cellsMax || lastRow * lastColumn > cellsMax) throw new UnsafeArchive('cells');
  }
}

function placeIn(attributes: string): [row: number, column: number] {
  const found = place.exec(attributes);
  if (!found) return [0, 0];
  const parts = /^([A-Z]{0,3})(\d{1,7})$/.exec(found[1] ?? found[2] ?? '');
  if (!parts) throw new UnsafeArchive('broken');
  const letters = [...(parts[1] ?? '')];
  const column = letters.reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return [letters.length > 0 ? Number(parts[2]) : 0, column];
}

function archiveOf(parts: readonly { name: string; data: Buffer }[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of parts) {
    const header = headerOf(name, data);
    files.push(Buffer.concat([u32(localSignature), header, Buffer.from(name), data]));
    directory.push(
      Buffer.concat([
        ...[u32(centralSignature), u16(20), header],
        ...[u16(0), u16(0), u16(0), u32(0), u32(offset), Buffer.from(name)],
      ]),
    );
    offset += files.at(-1)?.length ?? 0;
  }
  const central = Buffer.concat(directory);
  const count = u16(parts.length);
  const end = [u32(endSignature), u32(0), count, count, u32(central.length), u32(offset), u16(0)];
  return Buffer.concat([...files, central, ...end]);
}

/** The part of a header that both places share: stored, no flags, no time. */
function headerOf(name: string, data: Buffer): Buffer {
  const nameBytes = Buffer.byteLength(name);
  const size = u32(data.length);
  return Buffer.concat([
    ...[u16(20), u16(0x0800), u16(stored), u16(0), u16(0x21)],
    ...[u32(crc32(data)), size, size, u16(nameBytes), u16(0)],
  ]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
