import { addPolicy } from '../../test/chaos/organisation.js';
import { waitUntil } from '../../test/support/wait-until.js';
import { batonSide } from '../baton-side.js';
import type { Ground } from '../ground.js';
import type { Side } from '../side.js';
import { firstPage, freshTitle } from './first-page.js';

const closedLimitMs = 90_000;
const observation = 'PT30S';

export async function historyLength({ engine }: Ground, id: string): Promise<number> {
  return (await engine.workflow.getHandle(id).describe()).historyLength;
}

/** An incident as short as it gets: trigger, page, acknowledge, restore, verify, close. */
export interface WholeIncident {
  id: string;
  /** Events so far; the workflow stays open for a reopen. */
  events(): Promise<number>;
}

async function through(ground: Ground, side: Side): Promise<WholeIncident> {
  const { api, arrivals } = ground;
  let id = '';
  const remembering: Side = { ...side, open: async (title) => (id = await side.open(title)) };
  await firstPage(arrivals, remembering, freshTitle('whole'));
  await side.acknowledge(id);
  await api.create(`/api/v1/incidents/${id}/restore`, { how: 'replaced the card' });
  await api.create(`/api/v1/incidents/${id}/verify`, { by: 'engineer' });
  return { id, events: () => historyLength(ground, id) };
}

/** Closed on the spot: observation 0 belongs to the severity `info`. */
export async function withoutObservation(ground: Ground): Promise<WholeIncident> {
  const whole = await through(ground, batonSide(ground.api, ground.policies, 'info'));
  await untilClosed(ground, whole.id);
  return whole;
}

/** Observed for half a minute, then closed by its own clock; `closed` waits for that. */
export async function withObservation(
  ground: Ground,
): Promise<WholeIncident & { closed(): Promise<void> }> {
  const { api, people } = ground;
  const rungs = [{ delayS: 3_600, people: people.slice(0, 1) }];
  const policy = await addPolicy(api, 'bench-observed', rungs);
  const patched = await api.patch(`/api/v1/policies/${policy.id}`, {
    targets: { critical: { observe: observation } },
  });
  if (patched.status !== 200) throw new Error(JSON.stringify(patched.body));
  const whole = await through(ground, batonSide(api, [policy]));
  return { ...whole, closed: () => untilClosed(ground, whole.id) };
}

async function untilClosed({ api }: Ground, id: string): Promise<void> {
  const isClosed = async (): Promise<boolean> => {
    const { body } = await api.get(`/api/v1/incidents/${id}`);
    return (body as { stage?: string } | undefined)?.stage === 'closed';
  };
  await waitUntil(isClosed, { limitMs: closedLimitMs, what: () => `${id} to be closed` });
}
