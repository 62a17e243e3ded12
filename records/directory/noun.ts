import { v7 as uuidv7 } from 'uuid';
import { Refused } from '../../contracts/api/refused.js';
import type { Scope, Scoped } from '../access/scope.js';
import type { Access, Rows } from './access.js';

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

/** Which row, and the version that the caller has read; undefined for any. */
export interface Versioned {
  id: string;
  version: number | undefined;
}

/** A patch as parsed: members that are left out stay as they are. */
export type PatchOf<Draft> = { [K in keyof Draft]?: Draft[K] | undefined };

export const newId = (prefix: string): string => `${prefix}${uuidv7()}`;

/** 422 `in_use` with what stands on something. */
export function refuseUsed(users: readonly string[]): void {
  if (users.length > 0) throw new Refused('in_use', { by: [...users] });
}
