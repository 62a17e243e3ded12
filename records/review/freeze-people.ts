import type { BlockWeights } from '../../domain/score/formula.js';
import type { Rows } from '../rows.js';
import type { FreezePerson } from './freeze.js';

export interface CyclePlan {
  weights: BlockWeights;
  people: FreezePerson[];
}

/** Whom a cycle scores as they stand now; undefined where there is no such cycle. */
export async function cyclePlan(rows: Rows, cycle: string): Promise<CyclePlan | undefined> {
  const row = await rows.reviewCycle.findUnique({ where: { id: cycle } });
  if (!row) return undefined;
  const found = await rows.$queryRaw<
    { person: string; department: string | null; head: boolean; card: string }[]
  >`
    select p.person_id as person, m.department_id as department, p.card,
      coalesce(d.head_id = p.person_id, false) as head
    from review_cycle_participant p left join person m on m.id = p.person_id
      left join department d on d.id = m.department_id
    where p.cycle_id = ${cycle} order by p.person_id`;
  return {
    weights: row.weights as BlockWeights,
    people: found.map(({ person, department, head, card }) => ({
      ...{ person, head, card: card === 'linkage' ? 'linkage' : 'operations' },
      ...(department !== null && { department }),
    })),
  };
}
