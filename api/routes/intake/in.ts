import { z } from 'zod';
import { notFound } from '../../../contracts/api/refused.js';
import { intakeAnswer } from '../../../contracts/intake/answers.js';
import { receive } from '../../../intake/receive.js';
import { route, type Method, type Route } from '../../route.js';
import { admitting, gateOf } from './gate.js';
import { incoming, unreadable } from './incoming.js';

const keyMaxChars = 64;

const inRoute = (method: Extract<Method, 'post' | 'put'>): Route =>
  route({
    method,
    path: '/in/{key}',
    operationId: `intake_${method}`,
    summary: { zh: '接收监控系统的告警', en: 'Take in what a monitoring system sends' },
    tags: ['intake'],
    permission: 'public',
    params: z.strictObject({ key: z.string().max(keyMaxChars) }),
    query: z.looseObject({}),
    consumes: 'any',
    idempotent: false,
    response: intakeAnswer,
    status: 202,
    handler: async ({ deps, params, raw, now }) => {
      const gate = gateOf(deps);
      const source = await gate.sources.byKey(params.key);
      if (!source) throw notFound('integration');
      const body = incoming(raw, now);
      const received = await admitting(deps, () => receive(gate, source, body));
      if (received.kind === 'refused') throw unreadable(received);
      return received;
    },
  });

/** `/in/{key}`: the body as that tool sends it (api.md §2). */
export const inRoutes: readonly Route[] = [inRoute('post'), inRoute('put')];
