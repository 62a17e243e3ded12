import type { HandoverView } from '../../domain/handover/view.js';
import { Prisma } from '../../prisma/generated/client.js';
import type { Condition } from '../process/list.js';

type Many = readonly string[] | undefined;

export interface BoardFilters {
  profile?: Many;
  service?: Many;
  customer?: Many;
  /** Epoch milliseconds. */
  goLiveBefore?: number | undefined;
  /** Sections or items: `F`, `F4`. */
  blocking?: Many;
  takeover?: boolean | undefined;
}

const among = (column: Prisma.Sql, values: Many): Prisma.Sql[] =>
  values === undefined ? [] : [Prisma.sql`${column} = any(${[...values]}::text[])`];

/** A section, an item, or an item of a room (`E1@3`). */
const asked = (names: readonly string[]): Prisma.Sql => {
  const sections = names.filter((name) => name.length === 1);
  const items = names.filter((name) => name.length > 1);
  return Prisma.sql`(left(f.key, 1) = any(${sections}::text[])
    or split_part(f.key, '@', 1) = any(${items}::text[]))`;
};

/** Over `process_row i`: a required item of these is neither verified nor waived. */
const blockedBy = (names: readonly string[]): Prisma.Sql => Prisma.sql`exists (
  select from process_fact f where f.subject = i.id and f.kind = 'item'
    and f.data ->> 'state' not in ('verified', 'waived') and ${asked(names)})`;

/** The condition of the stage board's filters over `process_row i`; none where none is given. */
export function onBoard(filters: BoardFilters): Condition | undefined {
  const { profile, service, customer, goLiveBefore, blocking, takeover } = filters;
  const wanted = [
    ...among(Prisma.sql`i.view ->> 'profile'`, profile),
    ...among(Prisma.sql`i.service_id`, service),
    ...among(Prisma.sql`i.customer_id`, customer),
    ...(goLiveBefore === undefined
      ? []
      : [Prisma.sql`(i.view ->> 'goLiveAt')::numeric < ${goLiveBefore}`]),
    ...(blocking === undefined ? [] : [blockedBy(blocking)]),
    ...(takeover === undefined
      ? []
      : [Prisma.sql`(i.view -> 'takeover' is not null) = ${takeover}`]),
  ];
  return wanted.length === 0 ? undefined : Prisma.join(wanted, ' and ');
}

/** Whether one of these departments is a party of the hand-over. */
export const partySees = (
  { parties }: Pick<HandoverView, 'parties'>,
  departments: readonly string[],
): boolean => Object.values(parties).some((party) => departments.includes(party.department.id));

const levelsMax = 12;

/** Over `process_row i`: a department that answers for `person` is a party of it. */
export const seesHandover = (person: string): Condition => Prisma.sql`exists (
  with recursive own(id, level) as (
    select department_id, 0 from person where id = ${person} and department_id is not null
    union
    select d.parent_id, own.level + 1 from own join department d on d.id = own.id
    where d.parent_id is not null and own.level < ${levelsMax}
  )
  select from jsonb_each(i.view -> 'parties') as p
  where p.value -> 'department' ->> 'id' in (select id from own
    union select id from department where head_id = ${person} or deputy_id = ${person}))`;
