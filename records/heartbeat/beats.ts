import type { Database, Statement } from '../database.js';

export interface Noted {
  /** Its process has begun. */
  watched: boolean;
  /** The process says that a beat is missed. */
  missed: boolean;
}

const noteStatement: Statement = {
  name: 'baton_heartbeat_note',
  text: `
insert into heartbeat as h (integration_id, last_at) values ($1, $2)
on conflict (integration_id) do update set last_at = greatest(h.last_at, excluded.last_at)
returning seq > 0 as watched, state = 'missed' as missed`,
};

/** Notes a beat: one row, one round trip. */
export const noteBeat = async (
  database: Database,
  beat: { integration: string; at: Date },
): Promise<Noted> => {
  const [noted] = await database.rows<Noted>(noteStatement, [beat.integration, beat.at]);
  if (!noted) throw new Error('an upsert returns its row');
  return noted;
};

const lastStatement: Statement = {
  name: 'baton_heartbeat_last',
  text: 'select last_at as "lastAt" from heartbeat where integration_id = $1',
};

/** When the integration was last heard; undefined before the first beat. */
export const lastBeat = async (
  database: Database,
  integration: string,
): Promise<Date | undefined> => {
  const [row] = await database.rows<{ lastAt: Date | null }>(lastStatement, [integration]);
  return row?.lastAt ?? undefined;
};
