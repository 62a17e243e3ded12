import { shortNumberOf } from '../../contracts/names.js';
import type { Gone } from '../../domain/shift/commands.js';
import type { OpenItem } from '../../domain/shift/state.js';
import type { Database, Statement } from '../database.js';

interface HeldRow {
  id: string;
  number: number;
  title: string;
  stage: string;
  due: Date | null;
  total: number;
}

/** What is held for another schedule's duty is not this one's to hand over; drills never are. */
const held = `
  from baton b join incident i on i.id = b.subject
  where b.holder_id = $1 and (b.duty_id is null or b.duty_id = $2)
    and i.stage <> 'closed' and not i.drill`;

const heldStatement: Statement = {
  name: 'baton_shift_held',
  text: `
select i.id, i.number, i.title, i.stage, i.next_due as due, count(*) over ()::int as total
${held} and i.id <> all($3::text[])
order by i.next_due nulls last, i.number limit $4`,
};

/** The open incidents that a person holds, the most urgent first, and how many there are beyond. */
export const heldBy = async (
  database: Database,
  asked: { person: string; schedule: string; but: readonly string[]; limit: number },
): Promise<{ items: OpenItem[]; more: number }> => {
  const { person, schedule, but, limit } = asked;
  const rows = await database.rows<HeldRow>(heldStatement, [person, schedule, but, limit]);
  const items = rows.map(({ id, number, title, stage, due }) => ({
    ...{ id, title, stage },
    number: shortNumberOf('incident', number),
    ...(due && { due: due.getTime() }),
  }));
  return { items, more: Math.max(0, (rows[0]?.total ?? 0) - items.length) };
};

const goneStatement: Statement = {
  name: 'baton_shift_gone',
  text: `
select known.id, case when b.subject is null then 'closed' else 'taken' end as how
from unnest($2::text[]) as known(id) left join baton b on b.subject = known.id
where b.holder_id is distinct from $1`,
};

/** Those of `known` that the person holds no longer: closed, or somebody else's. */
export const goneFrom = (
  database: Database,
  { person, known }: { person: string; known: readonly string[] },
): Promise<Gone[]> =>
  known.length === 0 ? Promise.resolve([]) : database.rows<Gone>(goneStatement, [person, known]);

const takenStatement: Statement = {
  name: 'baton_shift_taken',
  text: `select i.id, b.since, b.duty_id as duty ${held} limit $3`,
};

/** When the person took each; with the schedule whose duty role it fills, if any. */
export const takenBy = async (
  database: Database,
  asked: { person: string; schedule: string; limit: number },
): Promise<{ id: string; since: Date; duty: string | null }[]> =>
  database.rows(takenStatement, [asked.person, asked.schedule, asked.limit]);
