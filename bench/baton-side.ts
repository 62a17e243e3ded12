import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer, ApiClient } from '../test/chaos/api-client.js';
import type { PlannedPolicy } from '../test/chaos/organisation.js';
import type { Side } from './side.js';

const sendAgainAfterMs = 250;
const sendAgainMax = 200;

/** Baton as a monitoring system and a person meet it: over HTTP, the integrations in turn. */
export function batonSide(
  client: ApiClient,
  policies: readonly PlannedPolicy[],
  severity = 'critical',
): Side {
  let next = 0;
  let refusals = 0;

  /** A source that is told to come back later does; the wait is part of what is measured. */
  const untilTaken = async (send: () => Promise<ApiAnswer>): Promise<ApiAnswer> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await send();
      if (![0, 503].includes(answer.status) || tries >= sendAgainMax) return answer;
      refusals += 1;
      await sleep(sendAgainAfterMs);
    }
  };

  return {
    name: 'baton',
    open: async (title) => {
      const policy = policies[next % policies.length];
      next += 1;
      const event = { action: 'trigger', title, dedupKey: title, severity };
      const { status, body } = await untilTaken(() =>
        client.post(`/in/${policy?.intakeKey}`, event),
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
