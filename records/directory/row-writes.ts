import { Refused } from '../../contracts/api/refused.js';
import { reaches } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import type { Access, Rows } from './access.js';
import type { ExternalRef, Noun, Stored } from './noun.js';

/** A transaction of the directory and who writes in it. */
interface Within {
  rows: Rows;
  access: Access;
}

interface AuditPart<Row> {
  id: string;
  verb: string;
  before?: Row;
  after?: Row;
}

/** Steps of a noun's writes: each checks what it must and leaves its audit line. */
export function rowWritesOf<Row extends Stored, Draft extends object, Columns, Where, Filters>(
  noun: Noun<Row, Draft, Columns, Where, Filters>,
  auditedOf: (row: Row) => unknown,
) {
  const allow = async (within: Within, draft: Draft, id: string): Promise<void> => {
    const { scope, permission } = within.access;
    if (reaches(scope, await noun.scoped(within.rows, draft, id))) return;
    throw new Refused('forbidden', { permission });
  };

  const audit = ({ rows, access }: Within, line: AuditPart<Row>): Promise<void> =>
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

  const insert = async (within: Within, draft: Draft, id: string): Promise<Row> => {
    const { rows } = within;
    await allow(within, draft, id);
    await noun.check(rows, draft, { id });
    const columns = await noun.columns(draft, { rows, id });
    const row = await noun.table(rows).create({ data: { ...columns, id } });
    await audit(within, { id, verb: 'create', after: row });
    return row;
  };

  const change = async (within: Within, before: Row, draft: Draft): Promise<Row> => {
    const { rows, access } = within;
    const { id, version } = before;
    await allow(within, noun.draftOf(before), id);
    await allow(within, draft, id);
    await noun.check(rows, draft, { id, before });
    const columns = await noun.columns(draft, { rows, id });
    const data = { ...columns, version: version + 1 };
    const [after] = await noun.table(rows).updateManyAndReturn({ where: { id, version }, data });
    if (!after) throw new Refused('stale_version', { given: version });
    await noun.changed?.(rows, { before, after, access });
    await audit(within, { id, verb: 'update', before, after });
    return after;
  };

  return { allow, audit, insert, change };
}

const refOf = (draft: object): ExternalRef | undefined =>
  (draft as { externalRef?: ExternalRef | null }).externalRef ?? undefined;

/** The row that has the draft's external reference. */
export async function findByRef<Row extends Stored, Draft extends object, Columns, Where, Filters>(
  noun: Noun<Row, Draft, Columns, Where, Filters>,
  rows: Rows,
  draft: Draft,
): Promise<Row | null> {
  const ref = refOf(draft);
  if (!ref || !noun.byExternalRef) return null;
  return noun.table(rows).findFirst({ where: noun.byExternalRef(ref) });
}

/** 409 where another row than `self` has it. */
export function refuseTakenRef(taken: Stored | null, self?: string): void {
  if (taken && taken.id !== self) {
    throw new Refused('conflict', { what: `externalRef of ${taken.id}` });
  }
}
