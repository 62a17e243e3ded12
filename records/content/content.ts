import { createHash } from 'node:crypto';

import { canonicalJson } from '../audit/canonical-json.js';
import type { Rows } from '../rows.js';

/** Characters of a content id: 132 bits of the sha-256 of the bytes. */
export const contentIdChars = 22;
/** A value handed in as JSON, in bytes. */
export const valueMaxBytes = 65_536;

export interface ContentHead {
  id: string;
  kind: 'file' | 'value';
  name: string | null;
  mime: string;
  /** Bytes. */
  size: number;
  createdBy: string;
  createdAt: Date;
}

export interface Content extends ContentHead {
  bytes: Buffer;
}

/** The id of what has these bytes. */
export const contentIdOf = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, contentIdChars);

/** The id of a value handed in: of its canonical JSON, whatever the order of its members. */
export const valueIdOf = (value: unknown): string => contentIdOf(canonicalJson(value));

interface Given {
  kind: ContentHead['kind'];
  name?: string;
  mime: string;
  bytes: Buffer;
  /** The id of the person or service. */
  by: string;
  at: Date;
}

/** Keeps a file; the same bytes again are the same content, under the name it first had. */
export const keepFile = (
  rows: Rows,
  file: Omit<Given, 'kind'>,
): Promise<{ head: ContentHead; fresh: boolean }> => keep(rows, { ...file, kind: 'file' });

/**
 * Keeps a value (text, link, rows: any JSON) as content.
 * @throws RangeError beyond `valueMaxBytes`: the contract of the route is narrower
 */
export function keepValue(
  rows: Rows,
  value: unknown,
  { by, at }: { by: string; at: Date },
): Promise<{ head: ContentHead; fresh: boolean }> {
  const bytes = Buffer.from(canonicalJson(value));
  if (bytes.length > valueMaxBytes) throw new RangeError('a value is too large for content');
  return keep(rows, { kind: 'value', mime: 'application/json', bytes, by, at });
}

async function keep(rows: Rows, given: Given): Promise<{ head: ContentHead; fresh: boolean }> {
  const { kind, name, mime, bytes, by, at } = given;
  const id = contentIdOf(bytes);
  const fresh = await rows.$executeRaw`
    insert into content (id, kind, name, mime, size, bytes, created_by, created_at)
    values (${id}, ${kind}, ${name ?? null}, ${mime}, ${bytes.length}, ${bytes}, ${by}, ${at})
    on conflict (id) do nothing`;
  const head = await rows.content.findUniqueOrThrow({ where: { id }, select: headOnly });
  return { head: headOf(head), fresh: fresh > 0 };
}

const headOnly = {
  ...{ id: true, kind: true, name: true, mime: true },
  ...{ size: true, createdBy: true, createdAt: true },
} as const;

const headOf = (row: Omit<ContentHead, 'kind'> & { kind: string }): ContentHead => ({
  ...row,
  kind: row.kind === 'value' ? 'value' : 'file',
});

/**
 * Notes that `subject` refers to these: a process, who sees it may read them; or a person, who
 * uploaded them.
 */
export async function referTo(rows: Rows, subject: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const data = [...new Set(ids)].map((contentId) => ({ contentId, subject }));
  await rows.contentRef.createMany({ data, skipDuplicates: true });
}

/** Whether `subject` refers to this content. */
export const isReferredBy = async (rows: Rows, id: string, subject: string): Promise<boolean> =>
  (await rows.contentRef.count({ where: { contentId: id, subject } })) > 0;

/** Of these ids, those that are no content. */
export async function unknownContent(rows: Rows, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await rows.content.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true },
  });
  const known = new Set(found.map(({ id }) => id));
  return ids.filter((id) => !known.has(id));
}

/** What is known of a content without its bytes. */
export async function contentHead(rows: Rows, id: string): Promise<ContentHead | undefined> {
  const row = await rows.content.findUnique({ where: { id }, select: headOnly });
  return row ? headOf(row) : undefined;
}

/** The heads of these, by id. */
export async function contentHeads(
  rows: Rows,
  ids: readonly string[],
): Promise<Map<string, ContentHead>> {
  if (ids.length === 0) return new Map();
  const found = await rows.content.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: headOnly,
  });
  return new Map(found.map((row) => [row.id, headOf(row)]));
}

export async function readContent(rows: Rows, id: string): Promise<Content | undefined> {
  const row = await rows.content.findUnique({ where: { id } });
  return row ? { ...headOf(row), bytes: Buffer.from(row.bytes) } : undefined;
}

/** The value that was handed in under `id`; undefined where it is no value or unknown. */
export async function readValue(rows: Rows, id: string): Promise<unknown> {
  const content = await readContent(rows, id);
  if (content?.mime !== 'application/json') return undefined;
  return JSON.parse(content.bytes.toString('utf8'));
}

/** Subjects that are looked at for one content. */
const subjectsMax = 50;

/** The subjects with ids of this prefix that refer to the content, newest first. */
export async function subjectsOf(rows: Rows, id: string, prefix: string): Promise<string[]> {
  const refs = await rows.contentRef.findMany({
    where: { contentId: id, subject: { startsWith: prefix } },
    orderBy: { createdAt: 'desc' },
    take: subjectsMax,
    select: { subject: true },
  });
  return refs.map(({ subject }) => subject);
}
