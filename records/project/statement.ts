import type { Statement } from '../database.js';
import { insertRows } from '../delivery/insert-rows.js';

/** Where a process is projected: its table, whose row guards all the rest, and its number. */
interface ProcessTable {
  table: 'incident' | 'process_row';
  sequence: string;
  /** Columns that a newer projection replaces. */
  columns: readonly string[];
  /** What `process` answers beside id, number, seq, stage and silenced. */
  returning?: string;
}

/**
 * The guard of everything below: the row is taken only when it is newer, and `process` is empty
 * otherwise. The conflict locks the row in both cases, so two writers of one subject take turns.
 */
const guard = ({ table, sequence, columns, returning = '' }: ProcessTable): string => `
process as (
  insert into ${table}
  select fresh.* from jsonb_populate_record(null::${table}, $2::jsonb || jsonb_build_object(
    'updated_at', now(), 'number', coalesce((select number from ${table} where id = $1),
      nextval('${sequence}')::int))) as fresh
  on conflict (id) do update
    set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
    where ${table}.seq < excluded.seq
  returning id, number, seq, silenced,
    case when closed_at is null then stage else 'closed' end as stage${returning}
),
locked as (select count(*) as rows from process)`;

const baton = `
held as (
  insert into baton
  select baton_row.* from process, jsonb_populate_record(null::baton, $3::jsonb) as baton_row
  where process.stage <> 'closed'
  on conflict (subject) do update set holder_id = excluded.holder_id, duty_id = excluded.duty_id,
    since = excluded.since, offer_to = excluded.offer_to, offer_by = excluded.offer_by,
    offer_expires = excluded.offer_expires
),
released as (
  delete from baton using process where baton.subject = process.id and process.stage = 'closed'
)`;

/** What still waits of a ladder that this projection silences is dropped with it (I4). */
const silence = `
dropped as (
  update delivery set state = 'silenced', why = 'acknowledged' from process
  where delivery.subject = process.id and delivery.state in ('pending', 'waiting')
    and (process.silenced ->> delivery.ladder)::int >= delivery.no
)`;

const clocks = `
clock_row as (select * from jsonb_populate_recordset(null::clock, $4::jsonb)),
clocked as (
  insert into clock select clock_row.* from process, clock_row
  on conflict (subject, obligation) do update set start_at = excluded.start_at,
    due_at = excluded.due_at, stopped_at = excluded.stopped_at, detail = excluded.detail
),
unclocked as (
  delete from clock using process where clock.subject = process.id
    and clock.obligation not in (select obligation from clock_row)
)`;

/**
 * Appends to the subject $1 those of the lines $5 that follow on its last one, under the lock that
 * a `locked(rows)` before it holds; a race ends in the primary key and is run again.
 */
export const timeline = `
entry as materialized (
  select * from jsonb_to_recordset($5::jsonb) as e(n int, at timestamptz, actor jsonb, what text,
    "with" jsonb, cause text, line text, topics text[])
),
tail as materialized (
  select coalesce(max(seq), 0) as n, coalesce(max(hash), '') as hash
  from (select seq, hash from timeline where subject = $1 order by seq desc limit 1) as latest
),
chain(n, hash) as (
  select n, hash from tail
  union all
  select entry.n, encode(sha256(convert_to(chain.hash || entry.line, 'UTF8')), 'hex')
  from chain join entry on entry.n = chain.n + 1
),
appended as (
  insert into timeline (subject, seq, occurred_at, actor, what, "with", cause, hash)
  select $1, entry.n, entry.at, entry.actor, entry.what, entry."with", entry.cause, chain.hash
  from chain join entry using (n), tail, locked
  where entry.n > tail.n and locked.rows >= 0
  returning seq
)`;

const facts = `
noted as (
  insert into process_fact (subject, kind, key, seq, data)
  select $1, f.kind, f.key, $6::int, f.data
  from jsonb_to_recordset($7::jsonb) as f(kind text, key text, data jsonb)
  on conflict (subject, kind, key) do update set seq = excluded.seq, data = excluded.data
    where process_fact.seq < excluded.seq
)`;

/**
 * A closed incident frees its sources' keys; a merged one hands them to the other ($8). Reopened, it
 * takes back those that no other has: its sources still speak to it, and open no second one.
 */
const keys = `
freed as (
  delete from open_key using process
  where incident_id = process.id and process.stage = 'closed' and $8::text is null
),
moved as (
  update open_key set incident_id = $8 from process
  where incident_id = process.id and $8::text is not null
),
group_closed as (
  update open_group set closed_at = $9::timestamptz from process
  where incident_id = process.id and process.stage = 'closed' and $8::text is null
    and open_group.closed_at is null
),
group_moved as (
  update open_group set incident_id = $8 from process
  where incident_id = process.id and $8::text is not null
),
reopened as (
  select process.id, process.service_id from process join incident as before using (id)
  where before.stage = 'closed' and process.stage <> 'closed'
),
regained as (
  insert into open_key (integration_id, dedup_key, incident_id, service_id)
  select data ->> 'integration', data ->> 'dedupKey', reopened.id, reopened.service_id
  from reopened join process_fact on subject = reopened.id and kind = 'alert'
  on conflict do nothing
),
group_regained as (
  update open_group set closed_at = null from reopened where incident_id = reopened.id
)`;

const outbox = (table: ProcessTable['table']): string => `
numbered as (
  select coalesce((select number from process), (select number from ${table} where id = $1)) as n
),
outbox as (
  insert into webhook_delivery (id, webhook_id, subject, seq, body)
  select webhook.id || '/' || $1 || '/' || entry.n, webhook.id, $1, entry.n,
    jsonb_build_object('type', entry.what,
      'timestamp', to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', $10::jsonb || jsonb_build_object('number', $13::text || '-' || numbered.n, 'n', entry.n,
        'actor', entry.actor, 'with', entry."with", 'cause', entry.cause))
  from appended join entry on entry.n = appended.seq, webhook, numbered
  where webhook.state = 'active' and webhook.topics && entry.topics
    and not exists (select from drill_subject where subject = $1)
  on conflict (id) do nothing
)`;

const answer = (table: ProcessTable['table']): string => `
select coalesce(process.number, stored.number) as number,
  coalesce(process.seq, stored.seq) as seq,
  (select greatest(tail.n, max(seq)) from appended) as "entriesThrough",
  case when process.id is not null or exists (select 1 from appended)
    then pg_notify('baton_live', json_build_object('topic', $14::text, 'id', $1::text,
      'seq', coalesce(process.seq, stored.seq))::text)::text end as told
from tail
left join process on true
left join ${table} as stored on stored.id = $1`;

/** The whole projection as one statement: one round trip, one transaction. */
const projection = (process: ProcessTable, own: readonly string[] = []): string =>
  `with recursive ${[
    guard(process),
    baton,
    silence,
    clocks,
    timeline,
    facts,
    ...own,
    outbox(process.table),
    insertRows('$11', '$12'),
  ].join(',')}${answer(process.table)}`;

const incidentTable: ProcessTable = {
  table: 'incident',
  sequence: 'incident_number_seq',
  columns: [
    ...['seq', 'stage', 'closed_as', 'severity', 'title', 'service_id', 'site_id'],
    ...['department_id', 'parent_id', 'holder_id', 'drill', 'detected_at', 'closed_at'],
    ...['next_due', 'silenced', 'view', 'updated_at'],
  ],
  returning: ', service_id',
};

const processTable: ProcessTable = {
  table: 'process_row',
  sequence: 'process_number_seq',
  columns: [
    ...['seq', 'stage', 'title', 'about', 'department_id', 'site_id', 'service_id'],
    ...['customer_id', 'holder_id', 'drill', 'closed_at', 'next_due', 'silenced', 'view'],
    'updated_at',
  ],
};

/** Projects an incident; $8 is the incident it was merged into, $9 when it closed. */
export const incidentStatement: Statement = {
  name: 'baton_project',
  text: projection(incidentTable, [keys]),
};

/** Projects any other process. $8 and $9 are the incident's alone. */
export const processStatement: Statement = {
  name: 'baton_project_process',
  text: projection(processTable, [`unused as (select $8::text as a, $9::timestamptz as b)`]),
};
