import type { TimeScale } from '../../domain/time-scale.js';
import type { Database, Statement } from '../database.js';

interface ScaleRow {
  at: number;
  factor: number;
}

const columns = `(extract(epoch from at) * 1000)::float8 as at, factor::float8 as factor`;

const readStatement: Statement = {
  name: 'baton_time_scale',
  text: `select ${columns} from time_scale where subject = $1`,
};

/** The scale a subject's clock runs by; undefined where it is the clock on the wall. */
export async function scaleOf(
  database: Pick<Database, 'rows'>,
  subject: string,
): Promise<TimeScale | undefined> {
  const [row] = await database.rows<ScaleRow>(readStatement, [subject]);
  return row;
}

const manyStatement: Statement = {
  name: 'baton_time_scales',
  text: `select subject, ${columns} from time_scale where subject = any($1::text[])`,
};

/** The scales of those subjects that have one. */
export async function scalesOf(
  database: Pick<Database, 'rows'>,
  subjects: string[],
): Promise<Map<string, TimeScale>> {
  const rows = await database.rows<ScaleRow & { subject: string }>(manyStatement, [subjects]);
  return new Map(rows.map(({ subject, at, factor }) => [subject, { at, factor }]));
}

const keepStatement: Statement = {
  name: 'baton_keep_time_scale',
  text: `insert into time_scale as kept (subject, at, factor) values ($1, $2, $3)
    on conflict (subject) do update set factor = kept.factor returning ${columns}`,
};

/**
 * Stores the scale a process is about to be started with, and answers the one to start it with: a
 * repeated request finds the first one's anchor.
 */
export async function keepScale(
  database: Pick<Database, 'rows'>,
  subject: string,
  scale: TimeScale,
): Promise<TimeScale> {
  const values = [subject, new Date(scale.at).toISOString(), scale.factor];
  const [row] = await database.rows<ScaleRow>(keepStatement, values);
  if (!row) throw new Error('an upsert returns its row');
  return row;
}

/** A process opened from a scaled subject lives by that one's clock: same anchor, same factor. */
export async function inheritScale(
  database: Pick<Database, 'rows'>,
  { subject, from }: { subject: string; from: string | undefined },
): Promise<TimeScale | undefined> {
  const scale = from === undefined ? undefined : await scaleOf(database, from);
  return scale && keepScale(database, subject, scale);
}
