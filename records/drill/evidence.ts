import { provingLines } from '../../domain/drill/expect.js';
import type { Line } from '../../domain/drill/score.js';
import type { DrillIncident } from '../../domain/drill/state.js';
import type { Instant } from '../../domain/machine.js';
import type { Database, Statement } from '../database.js';

/** Lines of one drill that may prove something; a drill of a day has some hundreds. */
export const linesMax = 5_000;

const statement: Statement = {
  name: 'baton_drill_evidence',
  text: `
with known as (select key, id from jsonb_to_recordset($1::jsonb) as k(key text, id text)),
part as (
  select key, id as subject, null::text as kind from known
  union all
  select known.key, p.id, p.view -> 'legs' -> 0 ->> 'kind'
  from known join process_row p on p.about = known.id
)
select part.key, t.subject, t.seq as n, (extract(epoch from t.occurred_at) * 1000)::float8 as at,
  t.actor, t.what,
  coalesce(t."with", '{}') || jsonb_strip_nulls(jsonb_build_object('kind', part.kind)) as "with"
from part join timeline t on t.subject = part.subject
where t.what = any($2::text[]) and t.occurred_at <= $3
order by t.occurred_at, t.subject, t.seq limit ${linesMax + 1}`,
};

/** What the people of a drill did, up to its end, from the timelines of all it opened. */
export async function drillLines(
  database: Pick<Database, 'rows'>,
  { incidents, until }: { incidents: readonly DrillIncident[]; until: Instant },
): Promise<Line[]> {
  const values = [JSON.stringify(incidents), provingLines, new Date(until).toISOString()];
  const lines = await database.rows<Line>(statement, values);
  if (lines.length > linesMax) throw new Error(`a drill of more than ${linesMax} lines`);
  return lines;
}

const subjectsStatement: Statement = {
  name: 'baton_drill_subjects',
  text: `
select d.subject from drill_subject d left join subject s on s.id = d.subject
where d.drill_id = $1 and d.subject <> $1 and s.closed_at is null order by d.subject`,
};

/** What a drill opened and is still open, by id. */
export async function openSubjects(
  database: Pick<Database, 'rows'>,
  drill: string,
): Promise<string[]> {
  const rows = await database.rows<{ subject: string }>(subjectsStatement, [drill]);
  return rows.map(({ subject }) => subject);
}
