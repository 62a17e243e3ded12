import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';

import { Refused } from '../../../contracts/api/refused.js';
import { drillAnswer, startDrillBody } from '../../../contracts/drill/drill.js';
import { idPrefix } from '../../../contracts/names.js';
import { scenarioOf } from '../../../domain/drill/scenarios/catalogue.js';
import type { DrillView } from '../../../domain/drill/view.js';
import { startDrill } from '../../../intake/drill.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { placeNamed, playersNamed } from '../../../records/drill/people.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { personOf } from '../../auth/principal.js';
import { presentProcess } from '../../processes/present.js';
import { reply } from '../../reply.js';
import { route } from '../../route.js';

/** Ids are made from the request's own key, so that a repeat finds the same drill. */
const idSpace = '3c9d0a52-6f47-5b1e-9a70-1f5b8e2d7c41';

export const startDrillRoute = route({
  method: 'post',
  path: '/api/v1/drills',
  operationId: 'drills_start',
  summary: { zh: '开始演练', en: 'Start a drill' },
  tags: ['drills'],
  permission: 'drill.run',
  body: startDrillBody,
  response: z.union([drillAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, requestId, now, language } = call;
    const scenario = scenarioOf(body.scenario);
    if (!scenario) {
      throw new Refused('unknown_reference', { field: 'scenario', id: body.scenario });
    }
    const { id: person, name } = personOf(principal);
    const participants = await playersNamed(db, body.participants);
    const place = await placeNamed(db, body);
    const id = `${idPrefix.drill}${uuidv5(call.updateId, idSpace)}`;
    const by = { actor: principal.actor, requestId, at: new Date(now) };
    await appendAuditAlone(db, { subject: id, action: 'drill.start', after: body }, by);
    const { database, taskQueue, engine } = deps;
    const scale = body.scale === undefined ? undefined : { at: now, factor: body.scale };
    const leader = { id: person, name };
    const start = { id, scenario, language, leader, participants, place, scale };
    await engine.within(() => startDrill({ database, taskQueue, client: engine.client }, start));
    deps.lastSeen.saw(principal.caller, id, 0);
    const asked = { process: 'drill', idOrNumber: id } as const;
    await waitForProcess(db, asked, 0);
    const row = await findProcess<DrillView>(db, asked);
    const headers = { Location: `/api/v1/drills/${id}` };
    return reply(row ? presentProcess(row) : { id }, { headers });
  },
});
