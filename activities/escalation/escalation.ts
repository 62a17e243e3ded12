import { ApplicationFailure } from '@temporalio/common';
import type { Client } from '@temporalio/client';

import type { Instant } from '../../domain/machine.js';
import { openChain } from '../../intake/escalation.js';
import type { Database } from '../../records/database.js';
import { hoursOf } from '../../records/escalation/hours.js';
import type { EscalationActivities } from './escalation-activities.js';

export type { EscalationActivities } from './escalation-activities.js';

export interface EscalationDependencies {
  database: Database;
  client: Client;
  taskQueue: string;
  now: () => Instant;
}

/** Puts the hands together from what they use. */
export function createEscalationActivities(deps: EscalationDependencies): EscalationActivities {
  const { database, now } = deps;
  return {
    takeHours: async ({ id: effect, of, from, until }) => {
      const hours = await hoursOf(database.prisma, of, { from, until });
      return { type: 'hours', effect, ...(hours ? { hours } : { why: `no calendar ${of.id}` }) };
    },
    openEscalation: async (asked) => {
      const unknown = await openChain(deps, asked, { at: now() });
      if (unknown) {
        const message = `${unknown.unknown} ${unknown.id} is not known`;
        throw ApplicationFailure.nonRetryable(message, 'unknown_reference');
      }
      return { id: asked.id };
    },
  };
}
