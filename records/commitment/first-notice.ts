import { lookup } from '../../domain/commitment/lookup.js';
import type { Instant } from '../../domain/machine.js';
import type { Level } from '../../domain/severity/matrix.js';
import type { Database } from '../database.js';
import { hoursFrom, wallSeconds } from './hours.js';
import { promisesOf } from './promises.js';

/** Milliseconds within which a first notice was promised (R3, R8); undefined: nothing was. */
export async function firstNoticeMsFor(
  database: Pick<Database, 'prisma'>,
  { service, level, at }: { service: string | undefined; level: Level; at: Instant },
): Promise<number | undefined> {
  if (service === undefined) return undefined;
  const promised = await promisesOf(database.prisma, service, 'first_notice');
  if (!promised) return undefined;
  const { promises, ...about } = promised;
  const found = lookup(promises, { ...about, metric: 'first_notice', severity: level, at });
  if (!found) return undefined;
  const { target, calendar } =
    'commitment' in found
      ? found.commitment
      : { calendar: undefined, ...found.standard, ...found.promised };
  const hours = await hoursFrom(database.prisma, calendar, { at });
  return wallSeconds(String(target), at, hours) * 1000;
}
