import type { Rung } from '../../domain/ladder.js';
import type { Severity, Targets } from '../../domain/incident/state.js';
import type { Database, Statement } from '../database.js';

/** What an event or a declaration says about where it belongs; ids, codes or names. */
export interface BriefQuestion {
  /** Empty for a declared incident: it has no open key. */
  integration: string;
  dedupKey: string;
  service?: string | undefined;
  site?: string | undefined;
  /** The integration's own service, site and policy, where the event names none. */
  serviceId?: string | undefined;
  siteId?: string | undefined;
  policyId?: string | undefined;
}

export interface BriefService {
  id: string;
  name: string;
}

export interface GroupingRuleRow {
  id: string;
  match: { formats?: string[]; integrations?: string[]; labels?: Record<string, string> };
  by: string[];
  windowS: number;
  reopenWindowS: number;
}

/** Everything the beginning of an incident needs, as of one instant. */
export interface Brief {
  /** The incident that this key is open on. */
  open: string | null;
  service: BriefService | null;
  site: { id: string; name: string } | null;
  department: { id: string; name: string; scheduleId: string | null } | null;
  policy: {
    policyId: string;
    version: number;
    rungs: Rung[];
    overdue: Rung[];
    ackTtlS: number;
    exhaustedEveryS: number;
    targets: Partial<Record<Severity, Partial<Targets>>>;
  };
  /** Duty role → schedule, the nearest site's first. */
  duties: Record<string, string> | null;
  rules: GroupingRuleRow[] | null;
  /** Whether this service stands behind another. */
  follows: boolean;
  /** Whether any service stands behind this one. */
  leads: boolean;
}

const statement: Statement = {
  name: 'baton_intake_brief',
  text: `
with svc as (
  select * from service where id = coalesce(
    (select id from service where id = $3),
    (select id from service where code = $3),
    (select id from service where $3 in (name->>'zh', name->>'en') order by id limit 1), $5)
),
place as (
  select * from site where id = coalesce(
    (select id from site
      where $4::text is not null
        and $4 in (id, name->>'zh', name->>'en', external_ref->>'id')
      order by (id = $4) desc, cardinality(path) limit 1), $6, (select site_id from svc))
),
pol as (
  select * from policy where superseded_at is null
    and (policy_id = coalesce($7, (select policy_id from svc)) or is_default)
  order by is_default and policy_id is distinct from coalesce($7, (select policy_id from svc))
  limit 1
),
dep as (
  select * from department where id = coalesce((select department_id from svc),
    (select department_id from schedule where id = (
      select jsonb_path_query_first(rungs, '$[0].targets[*] ? (@.kind == "schedule").id') #>> '{}'
      from pol)))
)
select
  (select incident_id from open_key where integration_id = $1 and dedup_key = $2) as open,
  (select jsonb_build_object('id', id, 'name', coalesce(name->>'zh', name->>'en')) from svc)
    as service,
  (select jsonb_build_object('id', id, 'name', coalesce(name->>'zh', name->>'en')) from place)
    as site,
  (select jsonb_build_object('id', id, 'name', coalesce(name->>'zh', name->>'en'),
    'scheduleId', schedule_id) from dep) as department,
  (select jsonb_build_object('policyId', policy_id, 'version', version, 'rungs', rungs,
    'overdue', overdue, 'ackTtlS', ack_ttl_s, 'exhaustedEveryS', exhausted_every_s,
    'targets', targets) from pol) as policy,
  (select jsonb_object_agg(role, schedule_id order by array_position(
      (select path from place), site_id) nulls first)
    from duty_role
    where site_id is null or site_id = any((select path from place)::text[])) as duties,
  (select jsonb_agg(jsonb_build_object('id', id, 'match', match, 'by', "by",
      'windowS', window_s, 'reopenWindowS', reopen_window_s) order by position, id)
    from grouping_rule where enabled) as rules,
  coalesce((select cardinality(depends_on) > 0 from svc), false) as follows,
  exists (select 1 from service where (select id from svc) = any(depends_on)) as leads`,
};

/**
 * Reads the brief in one round trip.
 * @throws Error when the installation has no default policy, which its first start makes
 */
export const readBrief = async (database: Database, asked: BriefQuestion): Promise<Brief> => {
  const [brief] = await database.rows<Brief>(statement, [
    asked.integration,
    asked.dedupKey,
    asked.service ?? null,
    asked.site ?? null,
    asked.serviceId ?? null,
    asked.siteId ?? null,
    asked.policyId ?? null,
  ]);
  if (!brief?.policy) throw new Error('no default policy: the installation was never started');
  return brief;
};
