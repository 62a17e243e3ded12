import { Refused } from '../../contracts/api/refused.js';
import type { Database } from '../database.js';
import { audienceOf } from './audience.js';

/** Who gives a command to a subject, whom it names, and what else it would join it to. */
export interface Reaching {
  subject: string;
  /** Known not to be a drill: nothing is looked up. */
  drill?: boolean | undefined;
  by?: string | undefined;
  person?: string | undefined;
  into?: string | undefined;
}

/**
 * Holds a command to its drill: given by one of the cast, naming one of the cast, and never joining
 * practice and real work (I10).
 * @throws Refused `outside_drill`
 */
export async function keepInside(
  database: Pick<Database, 'rows'>,
  { subject, drill, by, person, into }: Reaching,
): Promise<void> {
  const audience = drill === false ? undefined : await audienceOf(database, subject);
  const other = into === undefined ? undefined : await audienceOf(database, into);
  const joins = into !== undefined && other?.drill !== audience?.drill;
  const outsider = [by, person].find(
    (one) => audience && one !== undefined && !audience.people.includes(one),
  );
  if (outsider !== undefined || joins) {
    throw new Refused('outside_drill', { what: outsider ?? into ?? '' });
  }
}
