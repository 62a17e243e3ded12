import { take, type BucketLimit, type BucketState } from '../../domain/bucket.js';
import type { Instant } from '../../domain/machine.js';
import type { DeliveryState } from '../../prisma/generated/enums.js';
import type { Database, Statement } from '../database.js';
import { storable } from '../storable.js';
import type { DeliveryRow } from './rows.js';

/** A refused destination is not asked again sooner: others may wait for the same token. */
export const rateWaitMinMs = 200;

/** `over`: it has an end already, there is nothing to send. `startedAt` is the first attempt's. */
export type Begun =
  | { go: true; n: number; possiblyRepeated: boolean; startedAt: Instant }
  | { go: false; why: 'silenced' }
  | { go: false; why: 'over'; state: DeliveryState }
  | { go: false; why: 'rate_limited'; at: Instant };

const filled = `least($6::float8, bucket.tokens
  + greatest(0, extract(epoch from $5::timestamptz - bucket.at)) * $7::float8)`;

/**
 * The last thing before every attempt, in one statement: the silence mark, a token of the
 * destination (the rule of domain/bucket.ts), and the attempt's own row. This one may be a repeat
 * unless every earlier attempt is known to have failed (I5): one that began and has no outcome
 * means that a worker died with the message in hand, or that another one sends it right now.
 */
const beginStatement: Statement = {
  name: 'baton_begin_attempt',
  text: `
with mark as (
  select coalesce((silenced ->> $3)::int, -1) >= $4::int as silent from (
    select silenced from incident where id = $2
    union all select silenced from process_row where id = $2) as subject
),
delivery_row as (select id, state, attempts, destination from delivery where id = $1 for update),
fit as (
  select delivery_row.* from delivery_row left join mark on true
  where state in ('pending', 'waiting') and not coalesce(mark.silent, false)
),
token as (
  insert into bucket (destination, tokens, capacity, refill_per_s, at)
  select destination, $6::float8 - 1, $6::float8, $7::float8, $5::timestamptz
  from fit where $6::float8 is not null
  on conflict (destination) do update set tokens = greatest(0, ${filled} - 1),
    capacity = excluded.capacity, refill_per_s = excluded.refill_per_s,
    at = greatest(bucket.at, excluded.at)
    where ${filled} >= 1 - 1e-6
  returning destination
),
allowed as (
  select id, attempts + 1 as n from fit
  where $6::float8 is null or exists (select 1 from token)
),
lost as (
  update attempt set ended_at = $5::timestamptz, outcome = 'unknown' from allowed
  where delivery_id = allowed.id and ended_at is null
),
started as (
  insert into attempt (delivery_id, n, started_at)
  select id, n, $5::timestamptz from allowed
),
touched as (
  update delivery set attempts = allowed.n, started_at = coalesce(started_at, $5::timestamptz),
    possibly_repeated = possibly_repeated or allowed.n - 1 > (
      select count(*) from attempt where delivery_id = allowed.id and outcome = 'retry')
  from allowed where delivery.id = allowed.id
  returning possibly_repeated, (extract(epoch from started_at) * 1000)::float8 as started
)
select allowed.n, touched.possibly_repeated as repeated, touched.started,
  (select silent from mark) as silent, (select state from delivery_row) as state
from (select 1) as one left join allowed on true left join touched on true`,
};

const bucketStatement: Statement = {
  name: 'baton_read_bucket',
  text: `
select tokens, (extract(epoch from at) * 1000)::float8 as at from bucket where destination = $1`,
};

interface BeginRow {
  n: number | null;
  repeated: boolean | null;
  started: number | null;
  silent: boolean | null;
  state: DeliveryState | null;
}

export async function beginAttempt(
  database: Database,
  delivery: DeliveryRow,
  { now, limit }: { now: Instant; limit: BucketLimit | undefined },
): Promise<Begun> {
  const { id, subject, ladder, no } = delivery;
  const [row] = await database.rows<BeginRow>(beginStatement, [
    ...[id, subject, ladder, no, new Date(now).toISOString()],
    ...[limit?.capacity ?? null, limit?.refillPerS ?? null],
  ]);
  if (row?.n) {
    const { n, repeated, started } = row;
    return { go: true, n, possiblyRepeated: repeated === true, startedAt: started ?? now };
  }
  if (!row?.state) throw new Error(`no delivery ${id}`);
  const isOpen = row.state === 'pending' || row.state === 'waiting';
  if (!isOpen) return { go: false, why: 'over', state: row.state };
  if (row.silent || !limit) return { go: false, why: 'silenced' };
  const [left] = await database.rows<BucketState>(bucketStatement, [delivery.destination]);
  const { waitMs } = take(left, now, limit);
  return { go: false, why: 'rate_limited', at: now + Math.max(waitMs, rateWaitMinMs) };
}

/** What became of one attempt, and of its delivery. */
export interface AttemptEnd {
  outcome: 'delivered' | 'retry' | 'unknown' | 'rejected';
  detail?: string;
  at: Instant;
  state: 'delivered' | 'waiting' | 'failed';
  nextAttemptAt?: Instant;
  why?: string;
}

const endStatement: Statement = {
  name: 'baton_end_attempt',
  text: `
with ended as (
  update attempt set ended_at = $3::timestamptz, outcome = $4::text, detail = $5
  where delivery_id = $1 and n = $2::int
),
mark as (
  select coalesce((coalesce(incident.silenced, process_row.silenced) ->> ladder)::int >= no, false)
    as silent
  from delivery left join incident on incident.id = subject
    left join process_row on process_row.id = subject where delivery.id = $1
)
update delivery set
  state = case
    when not (mark.silent or state = 'silenced') then $6::delivery_state
    when $6 = 'delivered' then 'crossed'
    when $6 = 'waiting' then 'silenced'
    else $6::delivery_state end,
  accepted_at = case when $6 = 'delivered' then $3::timestamptz end,
  delivered_at = case when $6 = 'delivered' then $3::timestamptz end,
  next_attempt_at = coalesce($7::timestamptz, next_attempt_at),
  why = case when $6 = 'waiting' and (mark.silent or state = 'silenced') then 'acknowledged'
    else $8 end
from mark where id = $1 and state not in ('delivered', 'crossed')
returning state`,
};

/**
 * Writes the outcome. Where an acknowledgement had become visible since the attempt began, what was
 * accepted is `crossed`, and what was to be tried again is dropped as silenced (I4).
 */
export async function endAttempt(
  database: Database,
  attempt: { delivery: string; n: number },
  end: AttemptEnd,
): Promise<DeliveryState> {
  const { outcome, detail, at, state, nextAttemptAt, why } = storable(end);
  const [row] = await database.rows<{ state: DeliveryState }>(endStatement, [
    ...[attempt.delivery, attempt.n, new Date(at).toISOString(), outcome, detail ?? null, state],
    ...[nextAttemptAt === undefined ? null : new Date(nextAttemptAt).toISOString(), why ?? null],
  ]);
  return row?.state ?? 'delivered';
}

const settleStatement: Statement = {
  name: 'baton_settle_deliveries',
  text: `
update delivery set state = $2::delivery_state, why = $3,
  next_attempt_at = coalesce($4::timestamptz, next_attempt_at)
where id = any($1::text[]) and state in ('pending', 'waiting')`,
};

/** Gives deliveries a state without an attempt: silenced, held back by a limit, expired. */
export async function settleDeliveries(
  database: Database,
  ids: string[],
  to: { state: 'silenced' | 'waiting' | 'failed'; why: string; nextAttemptAt?: Instant },
): Promise<void> {
  if (ids.length === 0) return;
  const next = to.nextAttemptAt === undefined ? null : new Date(to.nextAttemptAt).toISOString();
  await database.rows(settleStatement, [ids, to.state, to.why, next]);
}

const silenceStatement: Statement = {
  name: 'baton_silence_page',
  text: `
update delivery set state = 'silenced', why = 'acknowledged' from (
  select id, silenced from incident union all select id, silenced from process_row) as marked
where delivery.subject = $1 and delivery.page = $2 and delivery.state in ('pending', 'waiting')
  and marked.id = delivery.subject
  and (marked.silenced ->> delivery.ladder)::int >= delivery.no`,
};

/** Drops what of a page still waits although its ladder was silenced meanwhile (I4). */
export async function silencePage(
  database: Database,
  subject: string,
  page: string,
): Promise<void> {
  await database.rows(silenceStatement, [subject, page]);
}
