import type { Database, Statement } from '../database.js';

/** What `/metrics` counts in the records; drills are in no figure (V6, operations.md). */
export interface Gauges {
  open: { stage: string; severity: string; count: number }[];
  deliveries: { channel: string; state: string; count: number }[];
  /** Destinations whose bucket is empty while deliveries wait. */
  bucketsWaiting: number;
  /** Past their due time; one that is paused or waits for a person's check is no breach (R11). */
  overdueClocks: number;
  /** Running clocks whose due time reaches into a year that no calendar data cover. */
  provisionalClocks: number;
  /** Late by their next due, or taken in and never shown: no worker, or a blocked process. */
  overdueSubjects: number;
}

/** A due time passed by this much without its subject moving: the watchdog's threshold. */
export const overdueAfterS = 60;

const statement: Statement = {
  name: 'baton_gauges',
  text: `select
  (select coalesce(jsonb_agg(g), '[]') from (select stage, severity, count(*)::int as count
    from incident where stage <> 'closed' and not drill group by stage, severity) g) as open,
  (select coalesce(jsonb_agg(g), '[]') from (select channel, state, count(*)::int as count
    from delivery where not exists (select from drill_subject where subject = delivery.subject)
    group by channel, state) g) as deliveries,
  (select count(distinct d.destination)::int from delivery d join bucket using (destination)
    where d.state = 'waiting' and bucket.tokens + bucket.refill_per_s
      * extract(epoch from now() - bucket.at) < 1) as "bucketsWaiting",
  (select count(*)::int from clock join subject on subject.id = clock.subject
    where clock.stopped_at is null and subject.closed_at is null
      and clock.due_at < now() - make_interval(secs => $1)
      and not coalesce(clock.detail ?| array['pausedSince', 'unchecked'], false)
      and not exists (select from uncounted where uncounted.subject = clock.subject)) as "overdueClocks",
  (select count(*)::int from clock join subject on subject.id = clock.subject
    where clock.stopped_at is null and subject.closed_at is null
      and clock.detail ->> 'provisional' = 'true'
      and not exists (select from uncounted where uncounted.subject = clock.subject))
    as "provisionalClocks",
  (select count(*)::int from subject where closed_at is null
    and next_due < now() - make_interval(secs => $1)
    and not exists (select from time_scale where time_scale.subject = subject.id))
  + (select count(distinct incident_id)::int from open_key
    where created_at < now() - make_interval(secs => $1)
      and not exists (select from incident where id = incident_id)) as "overdueSubjects"`,
};

export async function readGauges(database: Database): Promise<Gauges> {
  const [row] = await database.rows<Gauges>(statement, [overdueAfterS]);
  if (!row) throw new Error('a query of one row answered none');
  return row;
}
