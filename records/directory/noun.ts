import { v7 as uuidv7 } from 'uuid';
import { afterId, cutPage, type Page, type Paging } from '../../contracts/api/paging.js';
import { expectVersion, notFound, Refused } from '../../contracts/api/refused.js';
import { reaches, type Scope, type Scoped } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from './access.js';

export interface Stored {
  id: string;
  version: number;
}

export interface ExternalRef {
  source: string;
  id: string;
}

/** The part of a Prisma table that a noun needs; what a table can't say is written by hand. */
export interface Table<Row, Columns, Where> {
  findUnique(args: { where: { id: string } }): PromiseLike<Row | null>;
  findFirst(args: { where: Where }): PromiseLike<Row | null>;
  findMany(args: { where: Where; orderBy: { id: 'asc' }; take: number }): PromiseLike<Row[]>;
  count(args: { where: Where }): PromiseLike<number>;
  create(args: { data: Columns & { id: string } }): PromiseLike<Row>;
  updateManyAndReturn(args: {
    where: { id: string; version: number };
    data: Columns & { version: number };
  }): PromiseLike<Row[]>;
  deleteMany(args: { where: { id: string } }): PromiseLike<unknown>;
}

/** One kind of directory data: how its rows are read, written, checked and answered. */
export interface Noun<Row extends Stored, Draft extends object, Columns, Where, Filters> {
  /** In audit actions (`person.update`), cursors and refusals. */
  name: string;
  idPrefix: string;
  table(rows: Rows): Table<Row, Columns, Where>;
  /** What a caller would write to get this row: a patch is laid over it. */
  draftOf(row: Row): Draft;
  /** Columns of a draft, for a new row and for an edited one. */
  columns(draft: Draft, place: { rows: Rows; id: string }): Columns | Promise<Columns>;
  where(filters: Filters, scope: Scope): Where;
  byExternalRef?(ref: ExternalRef): Where;
  /** By which bindings a write is allowed. */
  scoped(rows: Rows, draft: Draft, id: string): Scoped | Promise<Scoped>;
  /** Throws a `Refused` where the draft breaks a rule or refers to what does not exist. */
  check(rows: Rows, draft: Draft, place: { id: string; before?: Row }): Promise<void>;
  /** What stands on it, in words, so that deleting it is refused. */
  usedBy(rows: Rows, id: string): Promise<string[]>;
  /** What else an edit does, in the same transaction. */
  changed?(rows: Rows, change: { before: Row; after: Row; access: Access }): Promise<void>;
}

export interface Listing<Filters> {
  filters: Filters;
  paging: Paging;
}

/**
 * The verbs of a noun. Every write runs in one transaction with its audit line and checks scope,
 * version and references under the directory's lock. `auditedOf` is what the trail keeps of a row,
 * the answer where not given: never a secret.
 */
export function verbsOf<Row extends Stored, Draft extends object, Columns, Where, Filters, Answer>(
  noun: Noun<Row, Draft, Columns, Where, Filters>,
  answerOf: (row: Row) => Answer,
  auditedOf: (row: Row) => unknown = answerOf,
) {
  const load = async (rows: Rows, id: string): Promise<Row> => {
    const row = await noun.table(rows).findUnique({ where: { id } });
    if (!row) throw notFound(noun.name);
    return row;
  };

  const allow = async (rows: Rows, access: Access, draft: Draft, id: string): Promise<void> => {
    const scoped = await noun.scoped(rows, draft, id);
    if (!reaches(access.scope, scoped))
      throw new Refused('forbidden', { permission: access.permission });
  };

  const audit = (rows: Rows, access: Access, line: AuditPart<Row>): Promise<void> =>
    appendAudit(
      rows,
      {
        subject: line.id,
        action: `${noun.name}.${line.verb}`,
        ...(line.before && { before: auditedOf(line.before) }),
        ...(line.after && { after: auditedOf(line.after) }),
      },
      access.writer,
    );

  const insert = async (rows: Rows, access: Access, draft: Draft, id: string): Promise<Row> => {
    await allow(rows, access, draft, id);
    await noun.check(rows, draft, { id });
    const columns = await noun.columns(draft, { rows, id });
    const row = await noun.table(rows).create({ data: { ...columns, id } });
    await audit(rows, access, { id, verb: 'create', after: row });
    return row;
  };

  const change = async (rows: Rows, access: Access, before: Row, draft: Draft): Promise<Row> => {
    const { id, version } = before;
    await allow(rows, access, noun.draftOf(before), id);
    await allow(rows, access, draft, id);
    await noun.check(rows, draft, { id, before });
    const columns = await noun.columns(draft, { rows, id });
    const data = { ...columns, version: version + 1 };
    const [after] = await noun.table(rows).updateManyAndReturn({ where: { id, version }, data });
    if (!after) throw new Refused('stale_version', { given: version });
    await noun.changed?.(rows, { before, after, access });
    await audit(rows, access, { id, verb: 'update', before, after });
    return after;
  };

  return {
    name: noun.name,

    /** A new one; `id` is given only by the seed. */
    create: (access: Access, draft: Draft, id = newId(noun.idPrefix)): Promise<Answer> =>
      inOneWrite(access, async (rows) => {
        await refuseTakenRef(noun, rows, draft);
        return answerOf(await insert(rows, access, draft, id));
      }),

    /** 404 for what does not exist or lies outside the caller's scope. */
    get: async (access: Access, id: string, filters: Filters): Promise<Answer> => {
      const rows = access.tx ?? access.db;
      const reachable = { AND: [noun.where(filters, access.scope), { id }] } as Where;
      const row = await noun.table(rows).findFirst({ where: reachable });
      if (!row) throw notFound(noun.name);
      return answerOf(row);
    },

    /** A page in the order of ids. */
    list: async (access: Access, { filters, paging }: Listing<Filters>): Promise<Page<Answer>> => {
      const table = noun.table(access.tx ?? access.db);
      const matching = noun.where(filters, access.scope);
      const { after, take } = afterId(noun.name, paging);
      const where = { AND: [matching, after === undefined ? {} : { id: { gt: after } }] } as Where;
      const rows = await table.findMany({ where, orderBy: { id: 'asc' }, take });
      const page = cutPage(noun.name, rows, { limit: paging.limit, keysOf: (row) => [row.id] });
      return {
        items: page.items.map(answerOf),
        nextCursor: page.nextCursor,
        ...(paging.count && { total: await table.count({ where: matching }) }),
      };
    },

    /** Lays `patch` over what is stored; null takes a member away. 412 unless `version` holds. */
    update: (
      access: Access,
      { id, version }: { id: string; version: number | undefined },
      patch: PatchOf<Draft>,
    ): Promise<Answer> =>
      inOneWrite(access, async (rows) => {
        const before = await load(rows, id);
        expectVersion(version, before.version);
        const draft: Draft = { ...noun.draftOf(before), ...patch };
        await refuseTakenRef(noun, rows, draft, id);
        return answerOf(await change(rows, access, before, draft));
      }),

    /** Creates or replaces the one with this external reference. */
    upsert: (
      access: Access,
      { version, draft }: { version: number | undefined; draft: Draft },
    ): Promise<{ created: boolean; answer: Answer }> =>
      inOneWrite(access, async (rows) => {
        const before = await findTaken(noun, rows, draft);
        if (before) {
          expectVersion(version, before.version);
          return { created: false, answer: answerOf(await change(rows, access, before, draft)) };
        }
        const row = await insert(rows, access, draft, newId(noun.idPrefix));
        return { created: true, answer: answerOf(row) };
      }),

    /** 422 `in_use` while something stands on it. */
    remove: (
      access: Access,
      { id, version }: { id: string; version: number | undefined },
    ): Promise<void> =>
      inOneWrite(access, async (rows) => {
        const before = await load(rows, id);
        await allow(rows, access, noun.draftOf(before), id);
        expectVersion(version, before.version);
        refuseUsed(await noun.usedBy(rows, id));
        await noun.table(rows).deleteMany({ where: { id } });
        await audit(rows, access, { id, verb: 'delete', before });
      }),
  };
}

interface AuditPart<Row> {
  id: string;
  verb: string;
  before?: Row;
  after?: Row;
}

/** A patch as parsed: members that are left out stay as they are. */
export type PatchOf<Draft> = { [K in keyof Draft]?: Draft[K] | undefined };

export const newId = (prefix: string): string => `${prefix}${uuidv7()}`;

export function refuseUsed(users: readonly string[]): void {
  if (users.length > 0) throw new Refused('in_use', { by: [...users] });
}

const refOf = (draft: object): ExternalRef | undefined =>
  (draft as { externalRef?: ExternalRef | null }).externalRef ?? undefined;

async function findTaken<Row extends Stored, Draft extends object, Columns, Where, Filters>(
  noun: Noun<Row, Draft, Columns, Where, Filters>,
  rows: Rows,
  draft: Draft,
): Promise<Row | null> {
  const ref = refOf(draft);
  if (!ref || !noun.byExternalRef) return null;
  return noun.table(rows).findFirst({ where: noun.byExternalRef(ref) });
}

async function refuseTakenRef<Row extends Stored, Draft extends object, Columns, Where, Filters>(
  noun: Noun<Row, Draft, Columns, Where, Filters>,
  rows: Rows,
  draft: Draft,
  self?: string,
): Promise<void> {
  const taken = await findTaken(noun, rows, draft);
  if (!taken || taken.id === self) return;
  throw new Refused('conflict', { what: `externalRef of ${taken.id}` });
}
