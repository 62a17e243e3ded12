import type { KeyAnswer, KeyCreated, KeyDraft } from '../../contracts/directory/keys.js';
import { Refused, notFound } from '../../contracts/api/refused.js';
import { cutPage, afterId, type Page, type Paging } from '../../contracts/api/paging.js';
import type { ApiKey, Prisma } from '../../prisma/generated/client.js';
import { hashKey, mintKey, prefixOf } from '../access/keys.js';
import type { Scope } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access } from './access.js';
import { jsonColumn } from './columns.js';
import { newId } from './noun.js';
import { refuseUnknown } from './references.js';

interface KeyFilters {
  person?: string[] | undefined;
}

const answerOf = (row: ApiKey): KeyAnswer => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  person: row.personId,
  scopes: row.scopes,
  expiresAt: row.expiresAt,
  lastUsedAt: row.lastUsedAt,
  revokedAt: row.revokedAt,
  createdAt: row.createdAt,
});

/** A key may do what its person may, so one for others is only for who may do everything. */
function allow({ scope, writer, permission }: Access, person: string | null): void {
  if (scope.everywhere || (person !== null && person === writer.actor.person)) return;
  throw new Refused('forbidden', { permission });
}

/** A person's or a service's key; the answer is the only place where it is shown. */
export function createKey(access: Access, draft: KeyDraft, given = mintKey()): Promise<KeyCreated> {
  return inOneWrite(access, async (rows) => {
    const personId = draft.person ?? null;
    await refuseUnknown(rows, [{ pointer: '/person', kind: 'activePerson', id: personId }]);
    allow(access, personId);
    refusePast(draft, access);
    const row = await rows.apiKey.create({
      data: {
        id: newId('key_'),
        name: draft.name,
        hash: hashKey(given),
        prefix: prefixOf(given),
        personId,
        scopes: draft.scopes ?? [],
        expiresAt: draft.expiresAt == null ? null : new Date(draft.expiresAt),
        createdBy: jsonColumn(access.writer.actor),
      },
    });
    const line = { subject: row.id, action: 'key.create', after: answerOf(row) };
    await appendAudit(rows, line, access.writer);
    return { ...answerOf(row), key: given };
  });
}

function refusePast({ expiresAt }: KeyDraft, { writer }: Access): void {
  if (expiresAt == null || expiresAt > writer.at.getTime()) return;
  throw new Refused('time_in_past', { field: '/expiresAt' }, [
    { pointer: '/expiresAt', code: 'time_in_past', detail: 'a time in the future' },
  ]);
}

/** The key counts no longer; it stays in the list with the time. Again is harmless. */
export function revokeKey(access: Access, id: string): Promise<void> {
  return inOneWrite(access, async (rows) => {
    const key = await rows.apiKey.findFirst({ where: { id, ...visible(access) } });
    if (!key) throw notFound('key');
    if (key.revokedAt) return;
    await rows.apiKey.update({ where: { id }, data: { revokedAt: access.writer.at } });
    await appendAudit(rows, { subject: id, action: 'key.revoke' }, access.writer);
  });
}

export async function getKey(access: Access, id: string): Promise<KeyAnswer> {
  const key = await access.db.apiKey.findFirst({ where: { id, ...visible(access) } });
  if (!key) throw notFound('key');
  return answerOf(key);
}

export async function listKeys(
  access: Access,
  { filters, paging }: { filters: KeyFilters; paging: Paging },
): Promise<Page<KeyAnswer>> {
  const { after, take } = afterId('key', paging);
  const matching = {
    ...visible(access),
    ...(filters.person && { personId: { in: filters.person } }),
  };
  const rows = await access.db.apiKey.findMany({
    where: { AND: [matching, after === undefined ? {} : { id: { gt: after } }] },
    orderBy: { id: 'asc' },
    take,
  });
  const page = cutPage('key', rows, { limit: paging.limit, keysOf: ({ id }) => [id] });
  return {
    items: page.items.map(answerOf),
    nextCursor: page.nextCursor,
    ...(paging.count && { total: await access.db.apiKey.count({ where: matching }) }),
  };
}

/** One's own keys, and those of the people within scope. */
function visible({ scope, writer }: Access): Prisma.ApiKeyWhereInput {
  if (scope.everywhere) return {};
  const self = writer.actor.person;
  return { OR: [...(self ? [{ personId: self }] : []), ofDepartments(scope)] };
}

const ofDepartments = (scope: Scope): Prisma.ApiKeyWhereInput => ({
  person: { departmentId: { in: scope.departments } },
});
