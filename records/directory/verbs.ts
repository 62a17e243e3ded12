import { expectVersion, notFound } from '../../contracts/api/refused.js';
import { inOneWrite, type Access, type Rows } from './access.js';
import { newId, refuseUsed, type Noun, type PatchOf, type Stored, type Versioned } from './noun.js';
import { readsOf } from './reads.js';
import { findByRef, refuseTakenRef, rowWritesOf } from './row-writes.js';

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
  const { allow, audit, insert, change } = rowWritesOf(noun, auditedOf);
  const load = async (rows: Rows, { id, version }: Versioned): Promise<Row> => {
    const row = await noun.table(rows).findUnique({ where: { id } });
    if (!row) throw notFound(noun.name);
    expectVersion(version, row.version);
    return row;
  };
  return {
    name: noun.name,
    ...readsOf(noun, answerOf),

    /** A new one; `id` is given only by the seed. */
    create: (access: Access, draft: Draft, id = newId(noun.idPrefix)): Promise<Answer> =>
      inOneWrite(access, async (rows) => {
        refuseTakenRef(await findByRef(noun, rows, draft));
        return answerOf(await insert({ rows, access }, draft, id));
      }),

    /** Lays `patch` over what is stored; null takes a member away. 412 unless the version holds. */
    update: (access: Access, of: Versioned, patch: PatchOf<Draft>): Promise<Answer> =>
      inOneWrite(access, async (rows) => {
        const before = await load(rows, of);
        const draft: Draft = { ...noun.draftOf(before), ...patch };
        refuseTakenRef(await findByRef(noun, rows, draft), of.id);
        return answerOf(await change({ rows, access }, before, draft));
      }),

    /** Creates or replaces the one with this external reference. */
    upsert: (access: Access, { version, draft }: Replacing<Draft>): Promise<Upserted<Answer>> =>
      inOneWrite(access, async (rows) => {
        const before = await findByRef(noun, rows, draft);
        if (before) expectVersion(version, before.version);
        const row = before
          ? await change({ rows, access }, before, draft)
          : await insert({ rows, access }, draft, newId(noun.idPrefix));
        return { created: before === null, answer: answerOf(row) };
      }),

    /** 422 `in_use` while something stands on it. */
    remove: (access: Access, of: Versioned): Promise<void> =>
      inOneWrite(access, async (rows) => {
        const before = await load(rows, of);
        await allow({ rows, access }, noun.draftOf(before), of.id);
        refuseUsed(await noun.usedBy(rows, of.id));
        await noun.table(rows).deleteMany({ where: { id: of.id } });
        await audit({ rows, access }, { id: of.id, verb: 'delete', before });
      }),
  };
}

interface Replacing<Draft> {
  version: number | undefined;
  draft: Draft;
}

interface Upserted<Answer> {
  created: boolean;
  answer: Answer;
}
