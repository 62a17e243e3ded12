import { numberPrefix, type ProcessName } from '../../contracts/names.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { Prisma } from '../../prisma/generated/client.js';
import { legSeenBy } from '../escalation/legs-seen.js';
import { ownWriteWaitMs } from '../incident/read.js';
import { pagedTo, type SubjectScope } from '../incident/viewer.js';

/** A process of the read model with what lists and access need beside its view. */
export interface ProcessRecord<V extends SubjectView = SubjectView> {
  id: string;
  process: ProcessName;
  number: number;
  seq: number;
  view: V;
  holderId: string | null;
  holderName: string | null;
}

export type FoundProcess<V extends SubjectView = SubjectView> = ProcessRecord<V> & SubjectScope;

export const processTables = Prisma.sql`process_row i
  left join site s on s.id = i.site_id
  left join service sv on sv.id = i.service_id
  left join person h on h.id = i.holder_id
  left join baton b on b.subject = i.id`;

export const processColumns = Prisma.sql`i.id, i.process, i.number, i.seq, i.view,
  i.holder_id as "holderId", h.name as "holderName"`;

/** Whose a process is: its own customer's, else its service's; a drill is nobody's (I10). */
export const processCustomer = Prisma.sql`case when not i.drill
  then coalesce(i.customer_id, sv.customer_id) end`;

const numberMax = 2_147_483_647;

/** The number in `ESC-17` where an id may stand; undefined for anything else. */
export function processNumberIn(process: ProcessName, idOrNumber: string): number | undefined {
  const prefix = `${numberPrefix[process]}-`;
  if (!idOrNumber.toUpperCase().startsWith(prefix)) return undefined;
  const digits = idOrNumber.slice(prefix.length);
  const number = /^\d{1,10}$/.test(digits) ? Number(digits) : undefined;
  return number !== undefined && number <= numberMax ? number : undefined;
}

const chosen = (process: ProcessName, idOrNumber: string): Prisma.Sql => {
  const number = processNumberIn(process, idOrNumber);
  const own = Prisma.sql`i.process = ${process}`;
  return number === undefined
    ? Prisma.sql`${own} and i.id = ${idOrNumber}`
    : Prisma.sql`${own} and i.number = ${number}`;
};

/** One process by id or number with what its visibility depends on; `person` looks. */
export async function findProcess<V extends SubjectView = SubjectView>(
  rows: Prisma.TransactionClient,
  { process, idOrNumber }: { process: ProcessName; idOrNumber: string },
  person?: string,
): Promise<FoundProcess<V> | undefined> {
  const [found] = await rows.$queryRaw<FoundProcess<V>[]>`
    select ${processColumns}, i.department_id as "departmentId",
      h.department_id as "holderDepartmentId", s.path as "sitePath",
      ${processCustomer} as "customerId", b.offer_to as "offerTo",
      ${pagedTo(person)} as paged, ${legSeenBy(person)} as leg
    from ${processTables} where ${chosen(process, idOrNumber)}`;
  return found;
}

const pollMs = 20;

/** Waits, at most 2 s, until the read model shows `seq` of the process; answers whether it does. */
export async function waitForProcess(
  rows: Prisma.TransactionClient,
  { process, idOrNumber }: { process: ProcessName; idOrNumber: string },
  seq: number,
): Promise<boolean> {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const [row] = await rows.$queryRaw<{ seq: number }[]>`
      select i.seq from process_row i where ${chosen(process, idOrNumber)}`;
    if (row && row.seq >= seq) return true;
    if (waitedMs >= ownWriteWaitMs) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
