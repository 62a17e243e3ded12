import type { Projection } from '../../contracts/projection.js';
import type { HeartbeatReported } from '../../domain/heartbeat/commands.js';
import type { ClearEffect, LookEffect, RaiseEffect } from '../../domain/heartbeat/effects.js';
import type { Database } from '../../records/database.js';
import { writeHeartbeat } from '../../records/heartbeat/project.js';
import { createLookForBeat } from './look-for-beat.js';
import { createTellIntake, type AdmitFor } from './tell-intake.js';

type Report<T extends HeartbeatReported['type']> = Promise<Extract<HeartbeatReported, { type: T }>>;

/** The hands of the heartbeat process (machine.md §2); workflows know them by this type only. */
export interface HeartbeatActivities {
  projectHeartbeat(projection: Projection): Promise<{ seq: number; entriesThrough: number }>;
  lookForBeat(effect: LookEffect): Report<'looked'>;
  tellIntake(subject: string, effect: RaiseEffect | ClearEffect): Report<'said'>;
}

export interface HeartbeatDependencies {
  database: Database;
  admit: AdmitFor;
}

/** Puts the hands together from what they use. */
export function createHeartbeatActivities(deps: HeartbeatDependencies): HeartbeatActivities {
  return {
    projectHeartbeat: (projection) => writeHeartbeat(deps.database, projection),
    lookForBeat: createLookForBeat(deps),
    tellIntake: createTellIntake(deps),
  };
}
