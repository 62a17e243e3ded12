import { Prisma } from '../../prisma/generated/client.js';
import type { Rows } from '../rows.js';

/** A department sees what it had a leg in for this long after the leg's end (api.md §1). */
export const legSeenDays = 30;

const lives = Prisma.sql`(f.data ->> 'endedAt' is null or (f.data ->> 'endedAt')::numeric >
  extract(epoch from now() - make_interval(days => ${legSeenDays})) * 1000)`;

/** A leg in the chain `i`, or in one about the subject `i`, of one of these departments. */
const legOf = (departments: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  exists (select from process_fact f where f.kind = 'leg' and f.subject = i.id
    and f.data ->> 'department' in (${departments}) and ${lives})
  or exists (select from process_fact f where f.kind = 'leg' and f.data ->> 'about' = i.id
    and f.data ->> 'department' in (${departments}) and ${lives}))`;

/**
 * Over a subject `i`: a department that `person` belongs to, or has a role over, has a leg in it,
 * while the leg lives and 30 days after (api.md §1).
 */
export const legSeenBy = (person: string | undefined): Prisma.Sql =>
  person === undefined
    ? Prisma.sql`false`
    : legOf(Prisma.sql`select department_id from person where id = ${person}
        union select department_id from role_binding where person_id = ${person}`);

/** Whether one of these departments has a leg in the chain `id`. */
export async function seesChain(
  rows: Rows,
  id: string,
  departments: readonly string[],
): Promise<boolean> {
  const [found] = await rows.$queryRaw<{ seen: boolean }[]>`
    select ${legOf(Prisma.sql`select unnest(${[...departments]}::text[])`)} as seen
    from (select ${id}::text as id) as i`;
  return found?.seen === true;
}
