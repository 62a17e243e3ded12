import type { Projection } from '../../contracts/projection.js';
import type { HeartbeatView } from '../../domain/heartbeat/state.js';
import type { Database, Statement } from '../database.js';
import { timeline } from '../project/statement.js';
import { storable } from '../storable.js';
import { timelineLine } from '../timeline/chain.js';

/** The row is the integration's: none is written for one that is gone. */
const statement: Statement = {
  name: 'baton_heartbeat_project',
  text: `
with recursive process as (
  insert into heartbeat as h (integration_id, seq, state, missed_since)
  select id, $3::int, $4, $6::timestamptz from integration where id = $2
  on conflict (integration_id) do update
    set seq = excluded.seq, state = excluded.state, missed_since = excluded.missed_since
    where h.seq < excluded.seq
  returning integration_id
),
locked as (select count(*) as rows from process),
${timeline}
select coalesce((select max(seq) from appended), (select n from tail))::int as "entriesThrough"`,
};

/** Writes a projection of a heartbeat: its row, guarded by `seq`, and its lines (machine.md §4). */
export const writeHeartbeat = async (
  database: Database,
  sent: Projection,
): Promise<{ seq: number; entriesThrough: number }> => {
  const projection = storable(sent);
  const view = projection.view as HeartbeatView;
  const entries = projection.entries.map((entry) => ({
    ...entry,
    at: new Date(entry.at).toISOString(),
    line: timelineLine(projection.id, entry),
    topics: [],
  }));
  const [row] = await database.rows<{ entriesThrough: number }>(statement, [
    projection.id,
    view.integration,
    projection.seq,
    view.state,
    JSON.stringify(entries),
    view.missedSince === undefined ? null : new Date(view.missedSince),
  ]);
  return { seq: projection.seq, entriesThrough: row?.entriesThrough ?? 0 };
};
