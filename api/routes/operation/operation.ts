import { z } from 'zod';

import { readiness } from '../../readiness.js';
import { retryAfterS } from '../../problem.js';
import { reply } from '../../reply.js';
import { route, type Route } from '../../route.js';

const tags = ['operation'];

const health = route({
  method: 'get',
  path: '/health',
  operationId: 'health',
  summary: { zh: '进程是否在运行', en: 'Whether the process runs' },
  tags,
  permission: 'public',
  response: z.object({ status: z.literal('ok') }),
  handler: async () => ({ status: 'ok' as const }),
});

const ready = route({
  method: 'get',
  path: '/ready',
  operationId: 'ready',
  summary: { zh: '所需各部分是否就绪', en: 'Whether all parts are there' },
  tags,
  permission: 'public',
  response: z.object({
    ready: z.boolean(),
    parts: z.array(z.object({ name: z.string(), ok: z.boolean(), why: z.string().optional() })),
  }),
  handler: async ({ deps }) => {
    const state = await readiness(deps);
    if (state.ready) return state;
    return reply(state, { status: 503, headers: { 'Retry-After': String(retryAfterS) } });
  },
});

const metrics = route({
  method: 'get',
  path: '/metrics',
  operationId: 'metrics',
  summary: { zh: 'Prometheus 指标', en: 'Prometheus metrics' },
  tags,
  permission: 'public',
  produces: 'text/plain',
  response: z.string(),
  handler: async ({ deps }) =>
    reply(await deps.metrics.text(deps), {
      headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
    }),
});

export const operationRoutes: readonly Route[] = [health, ready, metrics];
