import { Prisma } from '../../prisma/generated/client.js';
import type { Condition } from '../process/list.js';
import type { Rows } from '../rows.js';

/** Reviews of `person`. */
export const ofPerson = (person: string): Condition =>
  Prisma.sql`i.view -> 'person' ->> 'id' = ${person}`;

/** Reviews of those whom `person` manages. */
export const reportsOf = (person: string): Condition => Prisma.sql`
  i.view -> 'person' ->> 'id' <> ${person} and exists (
    select from jsonb_array_elements(i.view -> 'managers') m
    where m -> 'manager' ->> 'id' = ${person})`;

/** Reviews in which the gate may give `person` a part (records/review/visible.ts). */
export const partOf = (person: string): Condition => Prisma.sql`(${ofPerson(person)}
  or exists (select from jsonb_array_elements(i.view -> 'managers') m
    where m -> 'manager' ->> 'id' = ${person})
  or exists (select from jsonb_array_elements(i.view -> 'tasks') t
    where ${person} in (t -> 'holder' ->> 'id', t ->> 'by')
      and t ->> 'kind' in ('manager', 'talk', 'counterpart'))
  or exists (select from jsonb_array_elements(i.view -> 'appeals') a,
    jsonb_array_elements(a -> 'panel') p where p ->> 'id' = ${person})
  or exists (select from review_cycle_participant p where p.review_id = i.id
    and ${person} in (p.head_id, p.before ->> 'head'))
  or exists (select from review_cycle c where c.id = i.about
    and (${person} in (c.hr_id, c.deputy_id)
      or (${person} = any(c.calibrators) and i.stage not in ('open', 'self', 'manager', 'counterpart')))))`;

/** Cycles in which `person` has a part. */
export const cyclesOf = (person: string): Condition => Prisma.sql`exists (
  select from review_cycle c where c.id = i.id
    and (${person} in (c.hr_id, c.deputy_id) or ${person} = any(c.calibrators)
      or jsonb_path_exists(c.panels, '$[*][*] ? (@ == $id)', jsonb_build_object('id', ${person}::text))
      or exists (select from review_cycle_participant p where p.cycle_id = c.id
        and ${person} in (p.person_id, p.manager_id, p.head_id, p.delegate_id,
          p.before ->> 'manager', p.before ->> 'head'))
      or exists (select from department d where (d.id = c.department_id
        or d.id in (select unnest(p.counterparts) from review_cycle_participant p
          where p.cycle_id = c.id))
        and ${person} in (d.head_id, d.deputy_id, d.executive_id))))`;

/** Whether a condition over `process_row i` holds for one process. */
export async function holdsFor(rows: Rows, id: string, condition: Condition): Promise<boolean> {
  const found = await rows.$queryRaw<unknown[]>`
    select 1 from process_row i where i.id = ${id} and ${condition}`;
  return found.length > 0;
}
