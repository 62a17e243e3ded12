import type { Database, Statement } from '../database.js';

/** Services are followed upstream and downstream this far. */
const depthMax = 5;

const upstreamStatement: Statement = {
  name: 'baton_intake_upstream',
  text: `
with recursive up(id, depth) as (
  select unnest(depends_on), 1 from service where id = $1
  union
  select unnest(service.depends_on), depth + 1 from service join up using (id)
  where depth < ${depthMax}
)
select open_key.incident_id as incident, coalesce(incident.title, service.name->>'zh') as title
from up join open_key on open_key.service_id = up.id join service on service.id = up.id
left join incident on incident.id = open_key.incident_id
where up.id <> $1 and open_key.incident_id <> $2
  and coalesce(incident.stage, 'detected') in ('detected', 'responding')
order by depth desc, open_key.created_at limit 1`,
};

export interface Upstream {
  incident: string;
  title: string;
}

/** The unrestored incident furthest upstream of a service; read it after placing one's own key. */
export const upstreamOf = async (
  database: Database,
  asked: { service: string; incident: string },
): Promise<Upstream | undefined> => {
  const [row] = await database.rows<Upstream>(upstreamStatement, [asked.service, asked.incident]);
  return row;
};

const followersStatement: Statement = {
  name: 'baton_intake_followers',
  text: `
with recursive down(id, depth) as (
  select id, 1 from service where $1 = any(depends_on)
  union
  select service.id, depth + 1 from service join down on down.id = any(service.depends_on)
  where depth < ${depthMax}
)
select distinct open_key.incident_id as id
from down join open_key on open_key.service_id = down.id
left join incident on incident.id = open_key.incident_id
where down.id <> $1 and open_key.incident_id <> $2
  and open_key.created_at > now() - make_interval(secs => $3)
  and coalesce(incident.stage, 'detected') in ('detected', 'responding')
  and incident.view -> 'parent' is null
limit $4`,
};

/** Incidents of services behind this one that began shortly before it and are still worked on. */
export const recentFollowers = async (
  database: Database,
  asked: { service: string; incident: string; withinS: number; max: number },
): Promise<string[]> => {
  const values = [asked.service, asked.incident, asked.withinS, asked.max];
  const rows = await database.rows<{ id: string }>(followersStatement, values);
  return rows.map((row) => row.id);
};

const leadersStatement: Statement = {
  name: 'baton_intake_leaders',
  text: `
with recursive up(named, id, level) as (
  select named, lead.id, 0 from unnest($1::text[]) as named
  join service lead on named in (lead.id, lead.code, lead.name->>'zh', lead.name->>'en')
  where exists (select 1 from service behind where lead.id = any(behind.depends_on))
  union
  select named, unnest(service.depends_on), level + 1 from up join service using (id)
  where level < ${depthMax}
)
select named, max(level) as level from up group by named`,
};

/**
 * Those of the named services that others stand behind, and how many levels are above each; ids,
 * codes or names.
 */
export const leadersAmong = async (
  database: Database,
  names: string[],
): Promise<Map<string, number>> => {
  const rows = await database.rows<{ named: string; level: number }>(leadersStatement, [names]);
  return new Map(rows.map(({ named, level }) => [named, level]));
};
