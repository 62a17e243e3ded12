import type { TimeScale } from '../../domain/time-scale.js';
import type { Database, Statement } from '../database.js';
import { inheritScale } from '../scale/scale.js';

type Reads = Pick<Database, 'rows'>;

/** A subject that is practice: of which drill, and whom it may reach (I10). */
export interface Audience {
  drill: string;
  /** Person ids of all whom it may reach. */
  people: string[];
  /** Those of them who play, in the order of the rungs. */
  players: string[];
}

const keepStatement: Statement = {
  name: 'baton_keep_audience',
  text: `
with practice as (
  insert into drill_subject (subject, drill_id) values ($1, $2) on conflict (subject) do nothing
)
insert into drill_participant (drill_id, person_id, position)
select $2, person, coalesce(array_position($4::text[], person), 0)
from unnest($3::text[]) as person
on conflict do nothing`,
};

/**
 * Makes `subject` practice that reaches nobody but `people`; written before its process starts,
 * so that no message of it can be stored for anybody else. A repeat changes nothing.
 */
export async function keepAudience(
  database: Reads,
  subject: string,
  { drill, people, players }: Audience,
): Promise<void> {
  await database.rows(keepStatement, [subject, drill, people, players]);
}

const readStatement: Statement = {
  name: 'baton_audience',
  text: `
select s.drill_id as drill, coalesce(array_agg(person_id order by position), '{}') as people,
  coalesce(array_agg(person_id order by position) filter (where position > 0), '{}') as players
from drill_subject s left join drill_participant p using (drill_id)
where subject = $1 group by s.drill_id`,
};

/** Whom a subject may reach; undefined where it is no practice. */
export async function audienceOf(database: Reads, subject: string): Promise<Audience | undefined> {
  const [row] = await database.rows<Audience>(readStatement, [subject]);
  return row;
}

/** What a process opened from another takes over from it. */
export interface Inherited {
  scale?: TimeScale;
  drill?: Audience;
}

/**
 * A process opened from a drill is practice of the same drill, and one opened from a scaled subject
 * lives by that one's clock. To be called with the new id before the process starts.
 */
export async function inheritPractice(
  database: Reads,
  { subject, from }: { subject: string; from: string | undefined },
): Promise<Inherited> {
  if (from === undefined) return {};
  const drill = await audienceOf(database, from);
  if (drill) await keepAudience(database, subject, drill);
  const scale = await inheritScale(database, { subject, from });
  return { ...(scale && { scale }), ...(drill && { drill }) };
}
