import { bulkAnswer, incident } from '../../../contracts/incident/answers.js';
import { idParams } from '../../../contracts/incident/requests.js';
import {
  bulkBody,
  incidentVerbs,
  verbBodies,
  verbTexts,
  type VerbBody,
} from '../../../contracts/incident/verbs.js';
import type { IncidentVerb } from '../../../domain/incident/commands.js';
import { problemOf, refusedOf } from '../../problem.js';
import { route, type RawCall, type Route } from '../../route.js';
import { command, type IncidentAnswer } from './command.js';

/** Commands of one bulk call that are with the engine at once. */
const bulkAtOnce = 10;

const single = (verb: IncidentVerb): Route =>
  route({
    method: 'post',
    path: `/api/v1/incidents/{id}/${verb}`,
    operationId: `incident_${verb}`,
    summary: verbTexts[verb],
    tags: ['incidents'],
    permission: 'incident.respond',
    params: idParams,
    body: verbBodies[verb],
    response: incident,
    handler: (call) =>
      command(call, { verb, idOrNumber: call.params.id, body: call.body as VerbBody<typeof verb> }),
  });

const bulk = (verb: IncidentVerb): Route =>
  route({
    method: 'post',
    path: `/api/v1/incidents/bulk/${verb}`,
    operationId: `incidents_bulk_${verb}`,
    summary: { zh: `批量：${verbTexts[verb].zh}`, en: `In bulk: ${verbTexts[verb].en}` },
    tags: ['incidents'],
    permission: 'incident.respond',
    body: bulkBody(verb),
    response: bulkAnswer,
    handler: async (call) => {
      const { ids, ...body } = call.body as { ids: string[] };
      const one = (idOrNumber: string) =>
        attempt(call, idOrNumber, () =>
          command(call, { verb, idOrNumber, body: body as VerbBody<typeof verb> }),
        );
      return { results: await inTurns([...new Set(ids)], one) };
    },
  });

type BulkResult = (typeof bulkAnswer)['_zod']['input']['results'][number];

async function attempt(
  call: RawCall,
  id: string,
  act: () => Promise<IncidentAnswer>,
): Promise<BulkResult> {
  try {
    return { id, status: 200, incident: await act() };
  } catch (error) {
    const { language, requestId, deps } = call;
    const refused = refusedOf(error);
    if (refused.code === 'internal')
      deps.log.error({ err: error, requestId }, 'a bulk command failed');
    const { publicUrl } = deps.settings;
    const { status, code, title, detail } = problemOf(refused, { language, requestId, publicUrl });
    return { id, status, error: { code, title, detail } };
  }
}

async function inTurns(
  ids: string[],
  one: (id: string) => Promise<BulkResult>,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let from = 0; from < ids.length; from += bulkAtOnce) {
    results.push(...(await Promise.all(ids.slice(from, from + bulkAtOnce).map(one))));
  }
  return results;
}

export const incidentVerbRoutes: readonly Route[] = incidentVerbs.flatMap((verb) => [
  single(verb),
  bulk(verb),
]);
