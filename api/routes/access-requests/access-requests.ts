import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';

import {
  accessRequestAnswer,
  accessRequestCreate,
  accessRequestVerbs,
} from '../../../contracts/access-request/access-request.js';
import { Refused } from '../../../contracts/api/refused.js';
import { idPrefix } from '../../../contracts/names.js';
import type { AccessRequest } from '../../../domain/access-request/process.js';
import type { Want } from '../../../domain/access-request/state.js';
import type { AccessRequestView } from '../../../domain/access-request/view.js';
import type { Ref } from '../../../domain/subject-view.js';
import { startAccessRequest } from '../../../intake/access-request.js';
import { ownRequests } from '../../../records/access-request/mine.js';
import { accessParties } from '../../../records/access-request/parties.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { personOf } from '../../auth/principal.js';
import type { Permission } from '../../permissions.js';
import { requestable } from '../../scopes.js';
import { presentProcess } from '../../processes/present.js';
import { processRoutes, type DoorSpec } from '../../processes/routes.js';
import { reply } from '../../reply.js';
import { route, type RawCall, type Route } from '../../route.js';

/** Ids are made from the request's own key, so that a repeat finds the same one. */
const idSpace = '5b1f7a90-6d0c-5c57-9d1e-2f0a4c8b7e13';

const door: DoorSpec<AccessRequest> = {
  process: 'accessRequest',
  noun: 'access-requests',
  name: { zh: '权限申请', en: 'access requests' },
  read: 'access.request',
  act: 'access.request',
  lead: 'access.decide',
  answer: accessRequestAnswer,
  also: ({ principal }, { view }) =>
    [view.requester, ...view.approvers].some(({ id }) => id === principal.person?.id),
  alsoListed: ({ principal }) => principal.person && ownRequests(principal.person.id),
  verbs: {
    approve: {
      body: accessRequestVerbs.approve,
      summary: { zh: '由他人批准', en: 'Approve, as somebody else' },
    },
    decline: {
      body: accessRequestVerbs.decline,
      summary: { zh: '由他人拒绝并说明理由', en: 'Decline with a reason, as somebody else' },
    },
    withdraw: {
      body: accessRequestVerbs.withdraw,
      summary: { zh: '申请人撤回', en: 'Withdraw it, as who asked' },
    },
  },
};

const permissionFor = (what: Want): Permission => {
  const found = Object.entries(requestable).find(([, wanted]) => wanted === what);
  if (!found) throw new Error(`nothing stands for ${what}`);
  return found[0] as Permission;
};

/** The customer that it is limited to; one that does not exist is refused. */
async function customerOf(db: RawCall['db'], id: string | undefined): Promise<Ref | undefined> {
  if (id === undefined) return undefined;
  const row = await db.customer.findUnique({ where: { id }, select: { id: true, name: true } });
  if (!row) throw new Refused('unknown_reference', { field: '/scope/customer', id });
  return row;
}

const create = route({
  method: 'post',
  path: '/api/v1/access-requests',
  operationId: 'access_requests_create',
  summary: { zh: '申请限时权限', en: 'Ask for access for a time' },
  tags: ['access-requests'],
  permission: 'access.request',
  body: accessRequestCreate,
  response: z.union([accessRequestAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, requestId, now } = call;
    const person = personOf(principal).id;
    const { what, reason, days } = body;
    const customer = await customerOf(db, body.scope?.customer);
    const parties = await accessParties(db, { person, at: now });
    if (parties.approvers.length === 0) {
      throw new Refused('rule_violation', { why: 'nobody else is there to decide' });
    }
    const id = `${idPrefix.accessRequest}${uuidv5(call.updateId, idSpace)}`;
    const by = { actor: principal.actor, requestId, at: new Date(deps.now()) };
    await appendAuditAlone(db, { subject: id, action: 'accessRequest.create', after: body }, by);
    const input = {
      ...{ id, what, reason, days, permission: permissionFor(what), by: principal.actor },
      ...(customer && { customer }),
      ...parties,
    };
    const { taskQueue, engine } = deps;
    await engine.within(() => startAccessRequest({ client: engine.client, taskQueue }, input));
    deps.lastSeen.saw(principal.caller, id, 0);
    const asked = { process: 'accessRequest', idOrNumber: id } as const;
    await waitForProcess(db, asked, 0);
    const row = await findProcess<AccessRequestView>(db, asked);
    const headers = { Location: `/api/v1/access-requests/${id}` };
    return reply(row ? presentProcess(row) : { id }, { headers });
  },
});

export const accessRequestRoutes: readonly Route[] = [
  ...processRoutes<AccessRequest>(door),
  create,
];
