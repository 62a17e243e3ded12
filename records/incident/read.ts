import type { IncidentView } from '../../domain/incident/view.js';
import { Prisma } from '../../prisma/generated/client.js';
import { legSeenBy } from '../escalation/legs-seen.js';
import { pagedTo, subjectTables, type SubjectScope } from './viewer.js';

/** An incident of the read model with what lists and access need beside its view. */
export interface IncidentRow {
  id: string;
  number: number;
  seq: number;
  view: IncidentView;
  holderId: string | null;
  holderName: string | null;
}

export const rowColumns = Prisma.sql`i.id, i.number, i.seq, i.view, i.holder_id as "holderId",
  h.name as "holderName"`;

const numberShape = /^INC-(\d{1,9})$/i;

/** `INC-1042` in a place where an id may stand; undefined for anything else. */
export function numberIn(idOrNumber: string): number | undefined {
  const digits = numberShape.exec(idOrNumber)?.[1];
  const number = digits === undefined ? undefined : Number(digits);
  return number !== undefined && number <= 2_147_483_647 ? number : undefined;
}

export const shortNumber = (number: number): string => `INC-${number}`;

const chosen = (idOrNumber: string): Prisma.Sql => {
  const number = numberIn(idOrNumber);
  return number === undefined ? Prisma.sql`i.id = ${idOrNumber}` : Prisma.sql`i.number = ${number}`;
};

/** One incident by id or number with what its visibility depends on; `person` looks. */
export async function findIncident(
  rows: Prisma.TransactionClient,
  idOrNumber: string,
  person?: string,
): Promise<(IncidentRow & SubjectScope) | undefined> {
  const [found] = await rows.$queryRaw<(IncidentRow & SubjectScope)[]>`
    select ${rowColumns}, i.department_id as "departmentId",
      h.department_id as "holderDepartmentId", s.path as "sitePath",
      case when not i.drill then sv.customer_id end as "customerId", b.offer_to as "offerTo", ${pagedTo(person)} as paged,
      ${legSeenBy(person)} as leg
    from ${subjectTables} where ${chosen(idOrNumber)}`;
  return found;
}

const pollMs = 20;
export const ownWriteWaitMs = 2_000;

/** Waits, at most 2 s, until the read model shows `seq` of the process; answers whether it does. */
export async function waitForSeq(
  rows: Prisma.TransactionClient,
  idOrNumber: string,
  seq: number,
): Promise<boolean> {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const where = chosen(idOrNumber);
    const [row] = await rows.$queryRaw<
      { seq: number }[]
    >`select i.seq from incident i where ${where}`;
    if (row && row.seq >= seq) return true;
    if (waitedMs >= ownWriteWaitMs) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
