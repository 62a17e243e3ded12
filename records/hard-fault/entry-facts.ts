import { repeatDays } from '../../domain/hard-fault/entry.js';
import type { IncidentView } from '../../domain/incident/view.js';
import type { Instant } from '../../domain/machine.js';
import type { Database, Statement } from '../database.js';

interface Counted {
  bounces: number;
  repeats: number;
}

/**
 * The same fault: an alert of the same key, or a declared incident of the same service and title.
 * Practice is no repeat of anything.
 */
const countStatement: Statement = {
  name: 'baton_hard_fault_entry',
  text: `
with known as (select key from process_fact where subject = $1 and kind = 'alert'),
  self as (select service_id, title from incident where id = $1),
  same as (
    select f.subject as id from process_fact f join known using (key) where f.kind = 'alert'
    union
    select i.id from incident i join self on i.service_id = self.service_id
      and i.title = self.title
  )
select
  (select count(*)::int from process_fact
    where kind = 'leg' and data->>'about' = $1 and data->>'ended' = 'bounced') as bounces,
  (select count(*)::int from incident i join same using (id)
    where not i.drill and i.detected_at > $2) as repeats`,
};

const dayMs = 86_400_000;

const isPastRestore = ({ clocks }: IncidentView, now: Instant): boolean =>
  clocks.some(
    ({ obligation, dueAt, stoppedAt }) => obligation === 'restore' && (stoppedAt ?? now) > dueAt,
  );

/** What the entry rule of the track asks of an incident (N42, operations.md). */
export async function entryFactsOf(
  database: Database,
  incident: IncidentView,
  now: Instant,
): Promise<Counted & { pastRestore: boolean }> {
  const since = new Date(now - repeatDays * dayMs);
  const [counted] = await database.rows<Counted>(countStatement, [incident.id, since]);
  const { bounces = 0, repeats = 0 } = counted ?? {};
  return { pastRestore: isPastRestore(incident, now), bounces, repeats };
}
