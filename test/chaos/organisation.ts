import { randomBytes } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import type { Witness } from './witness.js';

const secretBytes = 32;

/** A ladder as a test plans it: whom each rung pages, and how long until the next. */
export interface PlannedRung {
  delayS: number;
  /** Person ids. */
  people: string[];
}

export interface PlannedPolicy {
  id: string;
  rungs: PlannedRung[];
  /** Key of an integration whose incidents follow this policy. */
  intakeKey: string;
}

/** A person who is reached by the witness's webhook alone; answers the id. */
export async function addWitnessed(
  client: ApiClient,
  witness: Pick<Witness, 'urlOf'>,
  name: string,
): Promise<string> {
  const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
  const address = { url: witness.urlOf(name), secret };
  const channels = [{ channel: 'webhook', address, after: 'PT0S' }];
  const { id } = await client.create<{ id: string }>('/api/v1/people', {
    name,
    language: 'en',
    channels,
  });
  return id;
}

/** A policy of these rungs, and an integration that follows it. */
export async function addPolicy(
  client: ApiClient,
  name: string,
  rungs: PlannedRung[],
): Promise<PlannedPolicy> {
  const policy = await client.create<{ id: string }>('/api/v1/policies', {
    name: { en: name },
    rungs: rungs.map(({ delayS, people }) => ({
      delay: `PT${delayS}S`,
      targets: people.map((id) => ({ kind: 'person', id })),
    })),
  });
  const integration = await client.create<{ key: string }>('/api/v1/integrations', {
    name,
    format: 'generic',
    policy: policy.id,
  });
  return { id: policy.id, rungs, intakeKey: integration.key };
}
