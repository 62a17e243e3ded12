import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';

import { notFound, Refused } from '../../../contracts/api/refused.js';
import { escalation } from '../../../contracts/escalation/answers.js';
import { openChainBody } from '../../../contracts/escalation/requests.js';
import { idPrefix, isProcessName, numberPrefix } from '../../../contracts/names.js';
import type { ChainToOpen } from '../../../domain/escalation/open.js';
import type { EscalationView } from '../../../domain/escalation/view.js';
import { openChain } from '../../../intake/escalation.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { numberIn } from '../../../records/incident/read.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { allowScale } from '../../../records/scale/allowed.js';
import { may, personOf } from '../../auth/principal.js';
import { presentProcess } from '../../processes/present.js';
import { seenProcess } from '../../processes/subject.js';
import { reply } from '../../reply.js';
import { route, type RawCall } from '../../route.js';
import { seen } from '../incidents/subject.js';

/** Ids are made from the request's own key, so that a repeat finds the same chain. */
const idSpace = '2d7f5b1c-7c57-5a43-9a0e-0b8a5d6f4c11';

type Body = z.output<typeof openChainBody>;

/** The id of the subject, which the caller must see; an incident's, or another process's. */
async function subjectId(call: RawCall, idOrNumber: string): Promise<string> {
  if (idOrNumber.startsWith(idPrefix.incident) || numberIn(idOrNumber) !== undefined) {
    return (await seen(call, idOrNumber, { permission: 'incident.read' })).id;
  }
  const process = Object.keys(numberPrefix)
    .filter(isProcessName)
    .find(
      (name) =>
        idOrNumber.startsWith(idPrefix[name]) ||
        idOrNumber.toUpperCase().startsWith(`${numberPrefix[name]}-`),
    );
  if (!process) throw notFound(idOrNumber);
  const doorway = { process, read: 'incident.trace', act: 'incident.respond' } as const;
  return (await seenProcess(call, { ...doorway, lead: 'incident.lead' }, idOrNumber)).id;
}

async function toOpen(call: RawCall, body: Body): Promise<ChainToOpen> {
  const { subject, to, ask, priority, neededBy, takeBaton, clocks } = body;
  const own = {
    ...(clocks?.accept !== undefined && { acceptS: clocks.accept }),
    ...(clocks?.update !== undefined && { updateS: clocks.update }),
  };
  return {
    id: `${idPrefix.escalation}${uuidv5(call.updateId, idSpace)}`,
    ...(subject !== undefined && { subject: await subjectId(call, subject) }),
    ...{ to, ask, priority, neededBy, takeBaton },
    ...(clocks && { clocks: own }),
    by: { kind: 'user', id: personOf(call.principal).id },
  };
}

/** A chain is only asked for by whoever may; other times than the defaults by an ops lead. */
async function allowed(call: RawCall, body: Body): Promise<void> {
  await allowScale(call.db, { scale: body.scale });
  if (body.clocks && !may(call.principal, 'incident.lead')) {
    throw new Refused('forbidden', { permission: 'incident.lead' });
  }
  if (body.neededBy !== undefined && body.neededBy <= call.now) {
    throw new Refused('time_in_past', { field: 'neededBy' });
  }
}

export const startEscalation = route({
  method: 'post',
  path: '/api/v1/escalations',
  operationId: 'escalations_start',
  summary: {
    zh: '向部门、供应商或个人发起升级',
    en: 'Ask a department, a supplier or a person',
  },
  tags: ['escalations'],
  permission: 'escalation.start',
  body: openChainBody,
  response: z.union([escalation, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, requestId, now } = call;
    await allowed(call, body);
    const asked = await toOpen(call, body);
    const { id } = asked;
    const by = { actor: principal.actor, requestId, at: new Date(deps.now()) };
    await appendAuditAlone(db, { subject: id, action: 'escalation.start', after: body }, by);
    const { database, taskQueue, engine } = deps;
    const opening = { at: now, scale: body.scale };
    const unknown = await engine.within(() =>
      openChain({ database, taskQueue, client: engine.client }, asked, opening),
    );
    if (unknown) {
      throw new Refused('unknown_reference', { field: unknown.unknown, id: unknown.id });
    }
    deps.lastSeen.saw(principal.caller, id, 0);
    const sought = { process: 'escalation', idOrNumber: id } as const;
    await waitForProcess(db, sought, 0);
    const row = await findProcess<EscalationView>(db, sought);
    const headers = { Location: `/api/v1/escalations/${id}` };
    return reply(row ? presentProcess(row) : { id }, { headers });
  },
});
