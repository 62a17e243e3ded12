import type { Database, Statement } from '../database.js';

/** The histogram of page lateness, under one name wherever it is served (`/metrics`). */
export const latenessMetric = {
  name: 'baton_delivery_lateness_seconds',
  help: 'Seconds from the due time of a page to its first attempt and to its acceptance',
  labelNames: ['until', 'channel', 'outcome'],
  /** Upper bounds in seconds; the first page is to start within one. */
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800, 7200],
} as const;

export interface LatenessSeries {
  until: 'started' | 'delivered';
  channel: string;
  outcome: string;
  /** Deliveries per bucket of `latenessMetric.buckets`, not cumulative; the last one is beyond. */
  counts: number[];
  sumS: number;
}

const statement: Statement = {
  name: 'baton_delivery_lateness',
  text: `
with counted as (
  select channel, state, due_at, started_at, delivered_at from delivery
  where not exists (select from uncounted where subject = delivery.subject)
),
late as (
  select 'started' as until, channel, state::text as outcome,
    greatest(0, extract(epoch from started_at - due_at)) as seconds
  from counted where started_at is not null
  union all
  select 'delivered', channel, state::text,
    greatest(0, extract(epoch from delivered_at - due_at))
  from counted where delivered_at is not null
)
select until, channel, outcome, bucket, count(*)::int as count, sum(seconds)::float8 as "sumS"
from (select *, (select count(*) from unnest($1::float8[]) as bound where bound < seconds)::int
  as bucket from late) as placed
group by until, channel, outcome, bucket order by until, channel, outcome, bucket`,
};

/** The histogram as the delivery rows have it, drills and scaled clocks left out; the worker keeps its own of what it sent itself. */
export async function deliveryLateness(database: Database): Promise<LatenessSeries[]> {
  const rows = await database.rows<
    Omit<LatenessSeries, 'counts'> & { bucket: number; count: number }
  >(statement, [[...latenessMetric.buckets]]);
  const series = new Map<string, LatenessSeries>();
  for (const { until, channel, outcome, bucket, count, sumS } of rows) {
    const key = `${until} ${channel} ${outcome}`;
    const empty = new Array<number>(latenessMetric.buckets.length + 1).fill(0);
    const one = series.get(key) ?? { until, channel, outcome, counts: empty, sumS: 0 };
    one.counts[bucket] = count;
    one.sumS += sumS;
    series.set(key, one);
  }
  return [...series.values()];
}
