import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';

import { Refused } from '../../../contracts/api/refused.js';
import { handover } from '../../../contracts/handover/answers.js';
import { startHandoverBody } from '../../../contracts/handover/requests.js';
import { idPrefix } from '../../../contracts/names.js';
import type { HandoverView } from '../../../domain/handover/view.js';
import { virtualAt } from '../../../domain/time-scale.js';
import { startHandover } from '../../../intake/handover.js';
import { reaches } from '../../../records/access/scope.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { handoverInput } from '../../../records/handover/input.js';
import { claimService } from '../../../records/handover/claim.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { allowScale } from '../../../records/scale/allowed.js';
import { keepScale } from '../../../records/scale/scale.js';
import { personOf, reachOf } from '../../auth/principal.js';
import { presentProcess } from '../../processes/present.js';
import { reply } from '../../reply.js';
import { route, type RawCall } from '../../route.js';

/** Ids are made from the request's own key, so that a repeat finds the same hand-over. */
const idSpace = 'b0f6e0d4-4f4e-5f0a-9c34-6d0c1f7f5a55';

/** One hand-over of a service at a time, and only of a department that the caller reaches. */
async function startable(
  { deps: { database }, principal, now }: Pick<RawCall, 'deps' | 'principal' | 'now'>,
  { id, service, department }: { id: string; service: string; department: string },
): Promise<void> {
  if (!reaches(reachOf(principal, 'handover.start'), { departmentId: department })) {
    throw new Refused('forbidden', { permission: 'handover.start' });
  }
  await database.prisma.$transaction((rows) =>
    claimService(rows, { id, service, at: new Date(now) }),
  );
}

export const startHandoverRoute = route({
  method: 'post',
  path: '/api/v1/handovers',
  operationId: 'handovers_start',
  summary: { zh: '发起一次转维移交', en: 'Start the hand-over of a service' },
  tags: ['handovers'],
  permission: 'handover.start',
  body: startHandoverBody,
  response: z.union([handover, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, requestId, now } = call;
    const by = personOf(principal).id;
    await allowScale(db, { scale: body.scale });
    const id = `${idPrefix.handover}${uuidv5(call.updateId, idSpace)}`;
    const factor = body.scale;
    const scale =
      factor === undefined ? undefined : await keepScale(deps.database, id, { at: now, factor });
    const input = await handoverInput(db, body, { id, by, at: virtualAt(scale, now) });
    const { service, department } = input;
    await startable(call, { id, service: service.id, department: department.id });
    const line = { subject: id, action: 'handover.start', after: body };
    await appendAuditAlone(db, line, { actor: principal.actor, requestId, at: new Date(now) });
    const { database, taskQueue, engine } = deps;
    await engine.within(() =>
      startHandover({ database, taskQueue, client: engine.client }, { input, scale }),
    );
    deps.lastSeen.saw(principal.caller, id, 0);
    const asked = { process: 'handover', idOrNumber: id } as const;
    await waitForProcess(db, asked, 0);
    const row = await findProcess<HandoverView>(db, asked);
    const headers = { Location: `/api/v1/handovers/${id}` };
    return reply(row ? presentProcess(row) : { id }, { headers });
  },
});
