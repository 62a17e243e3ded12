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
where down.id <> $1 and open_key.incident_id <> $2
  and open_key.created_at > now() - make_interval(secs => $3)
limit $4`,
};

/** Open incidents of services behind this one that began shortly before it. */
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
select asked.name from unnest($1::text[]) as asked(name)
where exists (
  select 1 from service lead join service behind on lead.id = any(behind.depends_on)
  where asked.name in (lead.id, lead.code, lead.name->>'zh', lead.name->>'en'))`,
};

/** Those of the named services that others stand behind; ids, codes or names. */
export const leadersAmong = async (database: Database, names: string[]): Promise<string[]> => {
  const rows = await database.rows<{ name: string }>(leadersStatement, [names]);
  return rows.map((row) => row.name);
};
