import type { Instant } from '../../domain/machine.js';
import type { Progress } from '../../domain/review-cycle/state.js';
import type { Database, Statement } from '../database.js';

/** An open form of somebody, of any cycle; a cycle's own step counts as one. */
export interface OpenForm {
  subject: string;
  number: number;
  process: 'review' | 'reviewCycle';
  cycle: string;
  title: string;
  kind: string;
  holder: string;
  startAt: Instant;
  dueAt: Instant;
}

const formsStatement: Statement = {
  name: 'baton_review_forms',
  text: `
select r.id as subject, r.number, r.process, r.about as cycle, r.title, t ->> 'kind' as kind,
  t -> 'holder' ->> 'id' as holder, (t ->> 'startAt')::float8 as "startAt",
  (t ->> 'dueAt')::float8 as "dueAt"
from process_row r, jsonb_array_elements(r.view -> 'tasks') t
where r.process = 'review' and r.closed_at is null and not t ? 'outcome'
union all
select r.id, r.number, r.process, r.id, r.title, r.stage, person.id,
  (c ->> 'startAt')::float8, (c ->> 'dueAt')::float8
from process_row r
cross join jsonb_array_elements(r.view -> 'clocks') c
cross join lateral (
  select r.view -> 'holder' ->> 'person' as id
  union select k ->> 'id' from jsonb_array_elements(r.view -> 'calibrators') k
    where r.stage = 'calibration'
) person
where r.process = 'reviewCycle' and r.closed_at is null and not c ? 'stoppedAt'
  and c ->> 'obligation' = r.stage and r.stage in ('planned', 'calibration', 'publication')
order by 9, 1`,
};

/** Every open form of every cycle, the one due first in front. */
export const openForms = (database: Pick<Database, 'rows'>): Promise<OpenForm[]> =>
  database.rows<OpenForm>(formsStatement, []);

const progressStatement: Statement = {
  name: 'baton_review_progress',
  text: `
with review as (
  select id, stage, view from process_row where process = 'review' and about = $1
),
form as (
  select t ->> 'kind' as kind, (t ->> 'dueAt')::float8 < $2::float8 as late
  from review, jsonb_array_elements(view -> 'tasks') t where not t ? 'outcome'
)
select
  (select count(*)::int from review_cycle_participant where cycle_id = $1) as people,
  (select coalesce(jsonb_object_agg(stage, n), '{}') from (
    select stage, count(*)::int as n from review group by stage) s) as stages,
  (select coalesce(jsonb_object_agg(kind, n), '{}') from (
    select kind, count(*)::int as n from form group by kind) o) as open,
  (select coalesce(jsonb_object_agg(kind, n), '{}') from (
    select kind, count(*)::int as n from form where late group by kind) l) as late`,
};

/** How far a cycle's reviews are at `at`: counts, nobody's content. */
export async function progressOf(
  database: Pick<Database, 'rows'>,
  cycle: string,
  at: Instant,
): Promise<Progress> {
  const [row] = await database.rows<Omit<Progress, 'at'>>(progressStatement, [cycle, at]);
  return { ...(row ?? { people: 0, stages: {}, open: {}, late: {} }), at };
}
