import type { Database, Statement } from '../database.js';

/** An integration of format `heartbeat`, as its watch needs it. */
export interface WatchedRow {
  id: string;
  name: string;
  format: string;
  options: unknown;
  disabledAt: Date | null;
}

const columns = 'id, name, format, options, disabled_at as "disabledAt"';
const allStatement: Statement = {
  name: 'baton_heartbeat_watched',
  text: `select ${columns} from integration where format = 'heartbeat' order by id`,
};
const oneStatement: Statement = {
  name: 'baton_heartbeat_watched_one',
  text: `select ${columns} from integration where id = $1`,
};

/** Every heartbeat integration. */
export const heartbeatIntegrations = (database: Database): Promise<WatchedRow[]> =>
  database.rows<WatchedRow>(allStatement, []);

/** An integration of any format as it stands; undefined for one that is gone. */
export const integrationNow = async (
  database: Database,
  id: string,
): Promise<WatchedRow | undefined> => {
  const [row] = await database.rows<WatchedRow>(oneStatement, [id]);
  return row;
};
