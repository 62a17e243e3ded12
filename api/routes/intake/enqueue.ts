import { z } from 'zod';
import { enqueueAnswer } from '../../../contracts/intake/answers.js';
import {
  pagerDutyRefusal,
  pagerDutyRoutingKey,
  readPagerDutyEvent,
} from '../../../contracts/intake/formats/pagerduty.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';
import { admitting, gateOf } from './gate.js';
import { incoming } from './incoming.js';

const accepted = 'Event processed';

/** PagerDuty's Events API v2 with an integration's key as `routing_key`; answers as it does. */
export const enqueueRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v2/enqueue',
    operationId: 'intake_enqueue',
    summary: { zh: 'PagerDuty Events API v2', en: 'PagerDuty Events API v2' },
    tags: ['intake'],
    permission: 'public',
    query: z.looseObject({}),
    consumes: 'any',
    idempotent: false,
    response: enqueueAnswer,
    status: 202,
    handler: async ({ deps, raw, now }) => {
      const gate = gateOf(deps);
      const body = incoming(raw, now);
      const source = await gate.sources.byKey(pagerDutyRoutingKey(body) ?? '');
      const read = readPagerDutyEvent(body, source?.options ?? {});
      const refusal = read.ok ? pagerDutyRefusal(['Invalid routing key']) : read.refusal;
      if (!read.ok || !source || source.format === 'heartbeat') {
        if (source) gate.log.add({ integration: source.id, body, result: refusal });
        return reply(refusal, { status: 400 });
      }
      const admission = await admitting(deps, () => gate.intake.admit(source, read.event));
      gate.log.add({ integration: source.id, body, result: admission });
      const { dedupKey } = read.event;
      return { status: 'success' as const, message: accepted, dedup_key: dedupKey };
    },
  }),
];
