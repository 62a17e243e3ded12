import type { Standing } from '../../domain/handover/commands.js';
import type { Instant } from '../../domain/machine.js';
import { departmentsOf } from '../escalation/standing.js';
import type { Rows } from '../rows.js';

/** Departments whose head this is: as head, or as deputy of a head who is absent at `at`. */
async function headsOf(rows: Rows, person: string, at: Instant): Promise<string[]> {
  const found = await rows.$queryRaw<{ id: string }[]>`
    select d.id from department d where d.head_id = ${person}
      or (d.deputy_id = ${person} and exists (select from absence a
        where a.person_id = d.head_id and a."from" <= ${new Date(at)} and a.until > ${new Date(at)}))`;
  return found.map(({ id }) => id);
}

/** What entitles a person to act in a hand-over at this instant, beside being named in it. */
export async function handoverStanding(
  rows: Rows,
  { person, executive, at }: { person: string; executive: boolean; at: Instant },
): Promise<Standing> {
  const [departments, heads] = await Promise.all([
    departmentsOf(rows, person),
    headsOf(rows, person, at),
  ]);
  return {
    departments,
    ...(heads.length > 0 && { heads }),
    ...(executive && { executive: true as const }),
  };
}
