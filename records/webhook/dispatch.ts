import type { Database, Statement } from '../database.js';

/** Deliveries of such a subject are tests: they go out while paused and never pause. */
export const testSubjectPrefix = 'test_';

/** One attempt that is to be made now; `attempt` counts from 1. */
export interface Claimed {
  id: string;
  webhook: string;
  body: string;
  attempt: number;
  expiresAt: Date;
  url: string;
  /** The newest first. */
  secrets: string[];
}

export interface ClaimQuestion {
  now: Date;
  /** Another worker may take them from then on: the one that had them is dead. */
  leaseUntil: Date;
  max: number;
  maxPerWebhook: number;
  /** Subscriptions whose attempts of before are still under way. */
  busy: string[];
}

/**
 * Takes the first waiting delivery of each lane (one subscription, one subject) that is due: those
 * behind it wait, so the order within a lane holds. Two workers never take the same one: the lease
 * is the row's own due time, looked at again under its lock.
 */
const claimStatement: Statement = {
  name: 'baton_webhook_claim',
  text: `
with head as (
  select distinct on (d.webhook_id, d.subject) d.id, d.webhook_id, d.next_attempt_at
  from webhook_delivery d join webhook w on w.id = d.webhook_id
  where d.state = 'pending' and d.webhook_id <> all($4::text[])
    and (w.state = 'active' or starts_with(d.subject, '${testSubjectPrefix}'))
  order by d.webhook_id, d.subject, d.seq
),
due as (
  select id, next_attempt_at,
    row_number() over (partition by webhook_id order by next_attempt_at, id) as place
  from head where next_attempt_at <= $1
),
picked as (
  select id from due where place <= $5 order by next_attempt_at, id limit $3
),
taken as (
  update webhook_delivery d set attempts = d.attempts + 1, next_attempt_at = $2
  from picked where d.id = picked.id and d.state = 'pending' and d.next_attempt_at <= $1
  returning d.id, d.webhook_id, d.body, d.attempts, d.expires_at
)
select taken.id, taken.webhook_id as webhook, taken.body::text as body,
  taken.attempts as attempt, taken.expires_at as "expiresAt", w.url, w.secrets
from taken join webhook w on w.id = taken.webhook_id`,
};

export const claimDeliveries = (database: Database, asked: ClaimQuestion): Promise<Claimed[]> =>
  database.rows<Claimed>(claimStatement, [
    asked.now,
    asked.leaseUntil,
    asked.max,
    asked.busy,
    asked.maxPerWebhook,
  ]);

export interface Settled {
  id: string;
  attempt: number;
  state: 'pending' | 'delivered' | 'failed';
  outcome: string;
  /** When a pending one is tried again; else when it came to rest. */
  at: Date;
  /** The receiver is gone for good. */
  gone: boolean;
}

/** A pending one counts nothing; a success forgets failures; so many given up in a row pause. */
const settleStatement: Statement = {
  name: 'baton_webhook_settle',
  text: `
with settled as (
  update webhook_delivery set state = $3, last_outcome = $4,
    next_attempt_at = case when $3 = 'pending' then $5::timestamptz else next_attempt_at end,
    delivered_at = case when $3 = 'delivered' then $5::timestamptz end
  where id = $1 and attempts = $2 and state = 'pending'
  returning webhook_id, subject
),
judged as (
  select w.id, case when $3 = 'failed' then w.failures + 1 else 0 end as failures
  from settled join webhook w on w.id = settled.webhook_id
  where $3 <> 'pending' and not starts_with(settled.subject, '${testSubjectPrefix}')
)
update webhook w set failures = judged.failures, updated_at = now(),
  state = case when $6::boolean or judged.failures >= $7 then 'paused' else w.state end,
  paused_why = case when $6::boolean then $4
    when judged.failures >= $7 then $4 || ' (' || judged.failures || ' given up in a row)'
    else w.paused_why end
from judged
where w.id = judged.id and (judged.failures > 0 or w.failures > 0)`,
};

/** Writes what became of one attempt; of one whose lease was lost, nothing. */
export const settleDelivery = async (
  database: Database,
  settled: Settled,
  pauseAfter: number,
): Promise<void> => {
  const { id, attempt, state, outcome, at, gone } = settled;
  await database.rows(settleStatement, [id, attempt, state, outcome, at, gone, pauseAfter]);
};
