import type { ApiClient } from './api-client.js';
import type { PlannedPolicy } from './organisation.js';
import { waitUntil } from '../support/wait-until.js';

/** Sources and people try again for this long while a part is away. */
const retryLimitMs = 150_000;

/** An incident that the intake acknowledged with 202. */
export interface Opened {
  id: string;
  title: string;
  policy: PlannedPolicy;
  acceptedAt: number;
  /** When the answer to its acknowledgement came. */
  acknowledgedAt?: number;
}

/** Sends an event as a monitoring system does: again and again until it is taken. */
export async function open(
  client: ApiClient,
  policy: PlannedPolicy,
  title: string,
): Promise<Opened> {
  let id: string | undefined;
  let last = 'no answer';
  const event = { action: 'trigger', title, dedupKey: title, severity: 'critical' };
  await waitUntil(
    async () => {
      const { status, body } = await client.post(`/in/${policy.intakeKey}`, event);
      last = `${status} ${JSON.stringify(body)}`;
      if (status === 202) id = acceptedId(body);
      return id !== undefined;
    },
    { limitMs: retryLimitMs, what: () => `${title} to be accepted, last ${last}` },
  );
  return { id: id ?? '', title, policy, acceptedAt: Date.now() };
}

function acceptedId(body: unknown): string | undefined {
  const { accepted } = body as { accepted?: { incidentId: string }[] };
  return accepted?.[0]?.incidentId;
}

/** Acknowledges as a person does who presses again when nothing happened. */
export async function acknowledge(client: ApiClient, incident: Opened): Promise<void> {
  let last = 'no answer';
  await waitUntil(
    async () => {
      const path = `/api/v1/incidents/${incident.id}/acknowledge`;
      const { status, body } = await client.post(path, {});
      last = `${status} ${JSON.stringify(body)}`;
      return status === 200;
    },
    { limitMs: retryLimitMs, what: () => `${incident.title} to be acknowledged, last ${last}` },
  );
  incident.acknowledgedAt = Date.now();
}
