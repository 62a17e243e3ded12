import type { Database, Statement } from '../database.js';

export interface KeyQuestion {
  integration: string;
  dedupKey: string;
  /** The incident this key opens unless another already has it. */
  incident: string;
  /** Known to have ended, so that its group begins anew. */
  gone?: string | undefined;
  service?: string | undefined;
  group?:
    { rule: string; value: string; windowS: number; reopenWindowS: number; at: Date } | undefined;
}

export interface KeyPlace {
  incident: string;
  /** The key joins its group's incident, which its rule lets reopen should it be closed. */
  reopens: boolean;
}

/**
 * One statement decides which incident a key belongs to, whatever races: the key's own row, else
 * its group's incident while the group's window or reopen window runs, else the new one.
 */
const placeStatement: Statement = {
  name: 'baton_intake_place',
  text: `
with grp as (
  insert into open_group as g (rule_id, value, incident_id, first_at, last_at)
  select $5, $6, $3, $9, $9 where $5::text is not null
  on conflict (rule_id, value) do update set
    incident_id = case
      when g.incident_id = $10 then excluded.incident_id
      when g.closed_at is null and g.first_at > $9 - make_interval(secs => $7) then g.incident_id
      when g.closed_at > $9 - make_interval(secs => $8) then g.incident_id
      else excluded.incident_id end,
    first_at = case
      when g.closed_at is null and g.first_at > $9 - make_interval(secs => $7)
        and g.incident_id is distinct from $10 then g.first_at
      else excluded.first_at end,
    last_at = excluded.last_at,
    closed_at = null
  returning incident_id
)
insert into open_key as k (integration_id, dedup_key, incident_id, service_id)
values ($1, $2, coalesce((select incident_id from grp), $3), $4)
on conflict (integration_id, dedup_key) do update set integration_id = excluded.integration_id
returning incident_id as incident,
  coalesce((select $8 > 0 and incident_id = k.incident_id and incident_id <> $3 from grp), false)
    as reopens`,
};

export const placeKey = async (database: Database, asked: KeyQuestion): Promise<KeyPlace> => {
  const { group } = asked;
  const [place] = await database.rows<KeyPlace>(placeStatement, [
    asked.integration,
    asked.dedupKey,
    asked.incident,
    asked.service ?? null,
    group?.rule ?? null,
    group?.value ?? null,
    group?.windowS ?? 0,
    group?.reopenWindowS ?? 0,
    group?.at ?? new Date(0),
    asked.gone ?? null,
  ]);
  if (!place) throw new Error('an upsert returns its row');
  return place;
};

const readStatement: Statement = {
  name: 'baton_intake_open_on',
  text: `select incident_id as incident from open_key
    where integration_id = $1 and dedup_key = $2`,
};

/** The incident that a source's key is open on. */
export const openOn = async (
  database: Database,
  key: { integration: string; dedupKey: string },
): Promise<string | undefined> => {
  const values = [key.integration, key.dedupKey];
  const [row] = await database.rows<{ incident: string }>(readStatement, values);
  return row?.incident;
};

const freeStatement: Statement = {
  name: 'baton_intake_free',
  text: `delete from open_key
    where integration_id = $1 and dedup_key = $2 and incident_id = $3`,
};

/** Takes the key from an incident that ended, unless another event did so already. */
export const freeKey = async (
  database: Database,
  key: { integration: string; dedupKey: string; from: string },
): Promise<void> => {
  await database.rows(freeStatement, [key.integration, key.dedupKey, key.from]);
};
