import type { HeartbeatReported } from '../../domain/heartbeat/commands.js';
import type { LookEffect } from '../../domain/heartbeat/effects.js';
import type { Database } from '../../records/database.js';
import { lastBeat } from '../../records/heartbeat/beats.js';

/** Reads when the integration was last heard. */
export function createLookForBeat({ database }: { database: Database }) {
  return async (effect: LookEffect): Promise<Extract<HeartbeatReported, { type: 'looked' }>> => {
    const last = await lastBeat(database, effect.integration);
    return {
      type: 'looked',
      effect: effect.id,
      ...(last !== undefined && { last: last.getTime() }),
    };
  };
}
