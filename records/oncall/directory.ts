import type { Target } from '../../domain/ladder.js';
import type { Instant } from '../../domain/machine.js';
import type { Absence, Layer, Override, Schedule } from '../../domain/oncall/schedule.js';
import type { Database, Statement } from '../database.js';

/** The person every chain of accountability ends at; exists from the first start on. */
export const adminPersonId = 'admin';

export interface BilingualName {
  zh?: string;
  en?: string;
}

export interface DirectoryPerson {
  id: string;
  name: string;
  language: 'zh' | 'en';
  status: 'active' | 'left';
  /** The person's rules as stored; contracts/channels.ts says what a good one is. */
  channels: unknown;
}

export interface DirectorySchedule extends Schedule {
  name: BilingualName;
  /** Head of the schedule's department. */
  head?: string;
}

/** All that answering "who, at this instant" needs, loaded in one round trip. */
export interface Directory {
  schedules: DirectorySchedule[];
  overrides: (Override & { schedule: string })[];
  absences: Absence[];
  /** Duty role → schedule: the nearest site's, else the organisation's. */
  duties: { role: string; schedule: string }[];
  teams: { id: string; name: BilingualName; members: string[] }[];
  people: DirectoryPerson[];
}

export interface DirectoryQuestion {
  targets: readonly Target[];
  /** Schedules besides those of the targets. */
  schedules?: readonly string[];
  people?: readonly string[];
  /** Where the subject is, for duty roles bound to a site or a place above it. */
  site?: string;
  at: Instant;
}

const epoch = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`;

const statement: Statement = {
  name: 'baton_directory',
  text: `
with place as (select path from site where id = $6),
duty as (
  select wanted.role, (
    select duty_role.schedule_id from duty_role
    where duty_role.role = wanted.role
      and (site_id is null or site_id = any((select path from place)::text[]))
    order by array_position((select path from place), site_id) desc nulls last limit 1
  ) as schedule
  from unnest($2::text[]) as wanted(role)
),
asked as (
  select unnest($1::text[]) as id union select schedule from duty where schedule is not null
),
schedule_row as (
  select schedule.id, schedule.name, zone, owner_id, layers, department.head_id
  from schedule join asked using (id) left join department on department.id = department_id
),
override_row as (
  select schedule_override.* from schedule_override join asked on asked.id = schedule_id
  where "from" <= $5::timestamptz and until > $5::timestamptz
),
absence_row as (
  select * from absence where "from" <= $5::timestamptz and until > $5::timestamptz
),
team_row as (
  select id, name, (select coalesce(jsonb_agg(person_id order by position, person_id), '[]')
    from team_member where team_id = team.id) as members
  from team where id = any($3::text[])
),
candidate as (
  select unnest($4::text[]) as id
  union select owner_id from schedule_row
  union select head_id from schedule_row
  union select person_id from override_row
  union select deputy_id from absence_row
  union select jsonb_array_elements_text(members) from team_row
  union select member #>> '{}'
    from schedule_row, jsonb_path_query(layers, '$[*].rotation.members[*]') as member
)
select
  (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', id, 'name', name,
    'zone', zone, 'owner', owner_id, 'head', head_id)) || jsonb_build_object('layers', layers)),
    '[]') from schedule_row) as schedules,
  (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', id,
    'schedule', schedule_id, 'person', person_id, 'replaces', replaces_id,
    'from', ${epoch('"from"')}, 'until', ${epoch('until')})) order by created_at, id), '[]')
    from override_row) as overrides,
  (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', id, 'person', person_id,
    'deputy', deputy_id, 'from', ${epoch('"from"')}, 'until', ${epoch('until')}))
    order by created_at, id), '[]') from absence_row) as absences,
  (select coalesce(jsonb_agg(jsonb_build_object('role', role, 'schedule', schedule)), '[]')
    from duty where schedule is not null) as duties,
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'members', members)), '[]')
    from team_row) as teams,
  (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'language', language,
    'status', status, 'channels', channels)), '[]')
    from person where id in (select id from candidate)) as people`,
};

/** Loads what resolving these targets at `at` needs, in one query. */
export async function loadDirectory(
  database: Database,
  question: DirectoryQuestion,
): Promise<Directory> {
  const { targets, schedules = [], people = [], site, at } = question;
  const ids = (kind: 'person' | 'schedule' | 'team'): string[] =>
    targets.flatMap((target) => (target.kind === kind ? [target.id] : []));
  const [row] = await database.rows<Directory & { schedules: (Schedule & { layers: Layer[] })[] }>(
    statement,
    [
      [...ids('schedule'), ...schedules],
      targets.flatMap((target) => (target.kind === 'duty' ? [target.role] : [])),
      ids('team'),
      [...ids('person'), ...people, adminPersonId],
      new Date(at).toISOString(),
      site ?? null,
    ],
  );
  if (!row) throw new Error('a query of one row answered none');
  return row;
}
