import type { Database, Statement } from '../database.js';

/** The integration an event came through. */
export interface SourceRow {
  id: string;
  name: string;
  format: string;
  defaults: unknown;
  options: unknown;
  serviceId?: string;
  siteId?: string;
  policyId?: string;
}

interface Row {
  id: string;
  name: string;
  format: string;
  defaults: unknown;
  options: unknown;
  service_id: string | null;
  site_id: string | null;
  policy_id: string | null;
}

const columns = 'id, name, format, defaults, options, service_id, site_id, policy_id';
const byId: Statement = {
  name: 'baton_source_by_id',
  text: `select ${columns} from integration where id = $1`,
};
const byKey: Statement = {
  name: 'baton_source_by_key',
  text: `select ${columns} from integration where key = $1 and disabled_at is null`,
};

const sourceFrom = (row: Row): SourceRow => ({
  id: row.id,
  name: row.name,
  format: row.format,
  defaults: row.defaults,
  options: row.options,
  ...(row.service_id !== null && { serviceId: row.service_id }),
  ...(row.site_id !== null && { siteId: row.site_id }),
  ...(row.policy_id !== null && { policyId: row.policy_id }),
});

/** The enabled integration behind an intake key; a disabled one answers like none. */
export const sourceByKey = async (
  database: Database,
  key: string,
): Promise<SourceRow | undefined> => {
  const [row] = await database.rows<Row>(byKey, [key]);
  return row && sourceFrom(row);
};

/** An integration by id; one that was deleted meanwhile still lends its id. */
export const sourceOf = async (database: Database, id: string): Promise<SourceRow> => {
  const [row] = await database.rows<Row>(byId, [id]);
  return row ? sourceFrom(row) : { id, name: id, format: 'generic', defaults: {}, options: {} };
};
