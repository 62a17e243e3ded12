import type { Database, Statement } from '../database.js';

/** An integration of format `heartbeat`, as its watch needs it. */
export interface WatchedRow {
  id: string;
  name: string;
  format: string;
  options: unknown;
  disabledAt: Date | null;
}

const statement: Statement = {
  name: 'baton_heartbeat_watched',
  text: `select id, name, format, options, disabled_at as "disabledAt"
    from integration where format = 'heartbeat' order by id`,
};

/** Every heartbeat integration. */
export const heartbeatIntegrations = (database: Database): Promise<WatchedRow[]> =>
  database.rows<WatchedRow>(statement, []);
