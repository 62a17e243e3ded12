import type { AccessRequestReported } from '../../domain/access-request/commands.js';
import type { GrantEffect } from '../../domain/access-request/effects.js';
import { writeGrant } from '../../records/access-request/grant.js';
import type { Database } from '../../records/database.js';

type Granted = Extract<AccessRequestReported, { type: 'granted' }>;

/** The hands of an access request beside those of every process (machine.md §2). */
export interface AccessRequestActivities {
  grantAccess(effect: GrantEffect): Promise<Granted>;
}

/** Writes the grant; the same request writes its row once. */
export const createAccessRequestActivities = ({
  database,
}: {
  database: Database;
}): AccessRequestActivities => ({
  grantAccess: async (effect) => {
    const until = await writeGrant(database.prisma, effect);
    return { type: 'granted', effect: effect.id, until };
  },
});
