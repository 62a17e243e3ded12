import { z } from 'zod';

import { numberPrefix } from '../../../contracts/names.js';
import { Refused } from '../../../contracts/api/refused.js';
import { streamed } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { viewerOf } from '../incidents/subject.js';

const topicsMax = 50;
const topicShape = new RegExp(`^(${Object.keys(numberPrefix).join('|')})(:[\\w-]{1,80})?$`);

const stream = route({
  method: 'get',
  path: '/api/v1/stream',
  operationId: 'stream',
  summary: { zh: '实时变更（SSE）', en: 'Live changes (SSE)' },
  tags: ['live'],
  permission: 'incident.read',
  produces: 'text/event-stream',
  query: z.strictObject({
    topics: z
      .string()
      .max(4_000)
      .default('incident')
      .describe('Comma-separated: a kind of process such as `incident`, or `incident:{id}`'),
  }),
  response: z.unknown(),
  handler: async ({ deps, principal, query, exchange }) => {
    const topics = query.topics.split(',');
    if (topics.length > topicsMax || !topics.every((topic) => topicShape.test(topic))) {
      const detail = `at most ${topicsMax} of incident, escalation …, or incident:{id}`;
      throw new Refused('invalid_field', {}, [
        { pointer: '/query/topics', code: 'invalid_field', detail },
      ]);
    }
    const last = Number(exchange.request.get('last-event-id') ?? Number.NaN);
    await deps.live.open(exchange, {
      topics: new Set(topics),
      viewer: viewerOf(principal, 'incident.read'),
      ...(Number.isSafeInteger(last) && last > 0 ? { lastEventAt: last } : {}),
    });
    return streamed;
  },
});

export const streamRoutes: readonly Route[] = [stream];
