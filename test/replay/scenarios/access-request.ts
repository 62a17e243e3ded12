import { randomUUID } from 'node:crypto';
import type { AccessRequest } from '../../../domain/access-request/process.js';
import { person, scenario, type Begin, type Scenario } from '../play.js';

const named = (name: string) => ({ id: name, name });

const request = (): Begin<AccessRequest> => {
  const id = `acr_${randomUUID()}`;
  return {
    id,
    input: {
      ...{ id, what: 'commitments', permission: 'commitment.read', days: 7 },
      reason: 'a customer asks what we promised',
      requester: named('tom'),
      approvers: ['deputy', 'head', 'executive'].map(named),
      hours: 'always',
      by: person('tom'),
    },
  };
};

const granted = scenario<AccessRequest>('accessRequest', request, async ({ id, ask, world }) => {
  await ask({ type: 'approve' }, person('deputy'));
  if (!world.granted.some((one) => one.request === id)) throw new Error(`${id} was not granted`);
});

const silent = scenario<AccessRequest>('accessRequest', request, async ({ ask, pass, reads }) => {
  await pass(36 * 60);
  await reads('page.reached', 4);
  await ask({ type: 'decline', reason: 'no need' }, person('executive'));
});

export const accessRequests: Record<string, Scenario> = {
  'access-granted': granted,
  'access-silent': silent,
};
