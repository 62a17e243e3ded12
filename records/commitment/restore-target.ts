import { levelIn } from '../../domain/commitment/level.js';
import type { Found } from '../../domain/commitment/lookup.js';
import { interruptionRestoreS, restoreTarget } from '../../domain/commitment/restore-target.js';
import type { Hours } from '../../domain/clock.js';
import type { ImpactClass } from '../../domain/incident/state.js';
import type { Instant } from '../../domain/machine.js';
import type { Database } from '../database.js';
import { hoursFrom, wallSeconds } from './hours.js';
import { promisesOf, type Promised } from './promises.js';

export interface RestoreAsked {
  /** Undefined where an incident names no service. */
  service: string | undefined;
  /** A level (`P1`) or a source's severity (`critical`). */
  severity: string;
  impactClass: ImpactClass;
  at: Instant;
}

export type RestoreSource =
  | { kind: 'service' | 'contract'; id: string; document?: string; clause?: string }
  | { kind: 'standard'; id: string; document?: string; clause?: string }
  | { kind: 'interruption_default' }
  | { kind: 'level' };

/** `restoreS` are seconds on the clock on the wall; undefined: the level's own target holds. */
export interface RestoreAnswer {
  restoreS?: number;
  source: RestoreSource;
}

const promisedIn = (found: Found) =>
  'commitment' in found ? found.commitment : { ...found.standard, ...found.promised };

const sourceOf = (found: Found): RestoreSource => {
  const { id, sourceDoc, clause } = 'commitment' in found ? found.commitment : found.standard;
  return {
    kind: found.source,
    id,
    ...(sourceDoc !== undefined && { document: sourceDoc }),
    ...(clause !== undefined && { clause }),
  };
};

/** The hours of every calendar that a promise may be counted on. */
async function hoursOf(
  database: Pick<Database, 'prisma'>,
  { promises }: Promised,
  at: Instant,
): Promise<Map<string, Hours>> {
  const named = [
    ...promises.commitments,
    ...promises.standards.flatMap(({ targets }) => targets),
  ].flatMap(({ calendar }) => calendar ?? []);
  const hours = new Map<string, Hours>();
  for (const calendar of new Set(named)) {
    hours.set(calendar, await hoursFrom(database.prisma, calendar, { at }));
  }
  return hours;
}

/** The restore target of an incident that begins at `at`, and where it comes from (R3, R5). */
export async function restoreTargetFor(
  database: Pick<Database, 'prisma'>,
  { service, severity, impactClass, at }: RestoreAsked,
): Promise<RestoreAnswer> {
  const promised =
    service === undefined ? undefined : await promisesOf(database.prisma, service, 'restore');
  if (!promised) {
    return impactClass === 'interruption'
      ? { restoreS: interruptionRestoreS, source: { kind: 'interruption_default' } }
      : { source: { kind: 'level' } };
  }
  const hours = await hoursOf(database, promised, at);
  const { restoreS, source } = restoreTarget(
    promised.promises,
    { ...promised, severity: levelIn(severity), impactClass, at },
    (found) => {
      const { target, calendar } = promisedIn(found);
      const within = calendar === undefined ? 'always' : (hours.get(calendar) ?? 'always');
      return wallSeconds(String(target), at, within);
    },
  );
  return {
    ...(restoreS !== undefined && { restoreS }),
    source: typeof source === 'string' ? { kind: source } : sourceOf(source),
  };
}
