import { z } from 'zod';

import { scenarioAnswer, transcriptAnswer } from '../../../contracts/drill/drill.js';
import { processParams } from '../../../contracts/process/requests.js';
import type { Drill } from '../../../domain/drill/process.js';
import type { Scenario } from '../../../domain/drill/scenario.js';
import { scenarios } from '../../../domain/drill/scenarios/catalogue.js';
import type { DrillView } from '../../../domain/drill/view.js';
import { processRoutes } from '../../processes/routes.js';
import { seenProcess } from '../../processes/subject.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { drillDoor } from './door.js';
import { startDrillRoute } from './start.js';
import { transcriptOf, transcriptPage } from './transcript.js';

const presentScenario = ({ lengthS, script, steps, ...scenario }: Scenario) => ({
  ...scenario,
  length: lengthS,
  script: script.map((event) => ({
    ...{ id: event.id, after: event.afterS, kind: event.kind },
    text: event.kind === 'word' ? event.text : event.title,
  })),
  steps: steps.map(({ id, text, of, since, withinS, marks }) => ({
    ...{ id, text, of, marks, within: withinS },
    ...(since !== undefined && { since }),
  })),
});

const catalogue = route({
  method: 'get',
  path: '/api/v1/drill-scenarios',
  operationId: 'drill_scenarios_list',
  summary: {
    zh: '演练脚本：经过、事件与评分步骤',
    en: 'The drills there are, with script and steps',
  },
  tags: ['drills'],
  permission: drillDoor.read,
  response: z.object({ items: z.array(scenarioAnswer) }),
  handler: () => Promise.resolve({ items: scenarios.map(presentScenario) }),
});

const transcript = route({
  method: 'get',
  path: '/api/v1/drills/{id}/transcript',
  operationId: 'drills_transcript',
  summary: { zh: '演练成绩单', en: 'The scored transcript of a drill' },
  tags: ['drills'],
  permission: drillDoor.read,
  params: processParams,
  response: transcriptAnswer,
  handler: async (call) =>
    transcriptOf(call, await seenProcess<DrillView>(call, drillDoor, call.params.id)),
});

const printed = route({
  method: 'get',
  path: '/api/v1/drills/{id}/transcript.html',
  operationId: 'drills_transcript_page',
  summary: { zh: '可打印的演练成绩单', en: 'The transcript of a drill as a page to print' },
  tags: ['drills'],
  permission: drillDoor.read,
  params: processParams,
  response: z.string(),
  produces: 'text/html; charset=utf-8',
  handler: async (call) => {
    const found = await seenProcess<DrillView>(call, drillDoor, call.params.id);
    const page = transcriptPage(await transcriptOf(call, found), call.language);
    return reply(page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  },
});

export const drillRoutes: readonly Route[] = [
  ...processRoutes<Drill>(drillDoor),
  startDrillRoute,
  catalogue,
  transcript,
  printed,
];
