import type { ApiClient } from '../test/chaos/api-client.js';
import type { PlannedPolicy } from '../test/chaos/organisation.js';
import type { Side } from './side.js';
import { untilTaken } from './until-taken.js';

/** Baton as a monitoring system and a person meet it: over HTTP, the integrations in turn. */
export function batonSide(
  client: ApiClient,
  policies: readonly PlannedPolicy[],
  severity = 'critical',
): Side {
  let next = 0;
  let refusals = 0;

  const countRefusal = (): void => {
    refusals += 1;
  };

  return {
    name: 'baton',
    open: async (title) => {
      const policy = policies[next % policies.length];
      next += 1;
      const event = { action: 'trigger', title, dedupKey: title, severity };
      const { status, body } = await untilTaken(
        () => client.post(`/in/${policy?.intakeKey}`, event),
        countRefusal,
      );
      const id = (body as { accepted?: { incidentId: string }[] } | undefined)?.accepted?.[0];
      if (status !== 202 || id === undefined) throw refused('an event', status, body);
      return id.incidentId;
    },
    acknowledge: async (id) => {
      const { status, body } = await client.post(`/api/v1/incidents/${id}/acknowledge`, {});
      if (status !== 200) throw refused('an acknowledgement', status, body);
    },
    sentAgain: () => {
      const count = refusals;
      refusals = 0;
      return count;
    },
  };
}

const refused = (what: string, status: number, body: unknown): Error =>
  new Error(`${what} was answered ${status} ${JSON.stringify(body)}`);
