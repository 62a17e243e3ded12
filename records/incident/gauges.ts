import type { Database, Statement } from '../database.js';

/** What `/metrics` counts in the records. */
export interface Gauges {
  open: { stage: string; severity: string; count: number }[];
  deliveries: { channel: string; state: string; count: number }[];
  /** Destinations whose bucket is empty while deliveries wait. */
  bucketsWaiting: number;
  overdueClocks: number;
  /** Late by their next due, or taken in and never shown: no worker, or a blocked process. */
  overdueSubjects: number;
}

/** A due time passed by this much without its subject moving: the watchdog's threshold. */
export const overdueAfterS = 60;

const statement: Statement = {
  name: 'baton_gauges',
  text: `select
  (select coalesce(jsonb_agg(g), '[]') from (select stage, severity, count(*)::int as count
    from incident where stage <> 'closed' group by stage, severity) g) as open,
  (select coalesce(jsonb_agg(g), '[]') from (select channel, state, count(*)::int as count
    from delivery group by channel, state) g) as deliveries,
  (select count(distinct d.destination)::int from delivery d join bucket using (destination)
    where d.state = 'waiting' and bucket.tokens + bucket.refill_per_s
      * extract(epoch from now() - bucket.at) < 1) as "bucketsWaiting",
  (select count(*)::int from clock join incident on incident.id = clock.subject
    where clock.stopped_at is null and incident.stage <> 'closed'
      and clock.due_at < now() - make_interval(secs => $1)) as "overdueClocks",
  (select count(*)::int from incident where stage <> 'closed'
    and next_due < now() - make_interval(secs => $1))
  + (select count(distinct incident_id)::int from open_key
    where created_at < now() - make_interval(secs => $1)
      and not exists (select from incident where id = incident_id)) as "overdueSubjects"`,
};

export async function readGauges(database: Database): Promise<Gauges> {
  const [row] = await database.rows<Gauges>(statement, [overdueAfterS]);
  if (!row) throw new Error('a query of one row answered none');
  return row;
}
