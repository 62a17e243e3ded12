import type { Database, Statement } from '../database.js';

/** Bodies kept per integration (api.md §2). */
export const logKeptMax = 200;

export interface LogLine {
  integration: string;
  at: Date;
  contentType: string | null;
  /** With secrets masked. */
  body: string;
  result: unknown;
}

const writeStatement: Statement = {
  name: 'baton_intake_log',
  text: `
with line as (
  select * from jsonb_to_recordset($1::jsonb)
    as l(integration text, at timestamptz, "contentType" text, body text, result jsonb)
),
written as (
  insert into intake_log (integration_id, at, content_type, body, result)
  select integration, at, "contentType", body, result from line
)
update integration set last_event_at = greatest(last_event_at, latest.at)
from (select integration, max(at) as at from line group by integration) as latest
where integration.id = latest.integration`,
};

const trimStatement: Statement = {
  name: 'baton_intake_log_trim',
  text: `
delete from intake_log using (
  select asked.id as integration_id,
    (select id from intake_log where integration_id = asked.id
      order by id desc offset ${logKeptMax} limit 1) as upto
  from unnest($1::text[]) as asked(id)) as old
where intake_log.integration_id = old.integration_id and intake_log.id <= old.upto`,
};

/** Appends the lines, notes when each integration was last heard, and drops what is too old. */
export const writeLog = async (database: Database, lines: readonly LogLine[]): Promise<void> => {
  await database.rows(writeStatement, [JSON.stringify(lines)]);
  const integrations = [...new Set(lines.map((line) => line.integration))];
  await database.rows(trimStatement, [integrations]);
};
