import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';

import { problem } from '../contracts/api/problem.js';
import type { Route } from './route.js';

export type OpenApiDocument = ReturnType<typeof createDocument>;

const description = [
  '每件未了的运维工作，任何时刻都恰有一个负责人和一只走着的表。',
  'Every open piece of operations work has exactly one accountable holder and a running clock.',
].join('\n\n');

/** The OpenAPI 3.1 document of `routes`, from the schemas that parse and answer the requests. */
export function openApiDocument(routes: readonly Route[], publicUrl: string): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Baton', version: '1', description },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'API key: bt_…' },
      },
    },
    paths,
  });
}

function operation(route: Route): ZodOpenApiOperationObject {
  const header = headersOf(route);
  return {
    operationId: route.operationId,
    summary: `${route.summary.zh} · ${route.summary.en}`,
    tags: route.tags,
    'x-baton-permission': route.permission,
    ...(route.permission === 'public' ? { security: [] } : {}),
    requestParams: {
      ...(isObject(route.params) ? { path: route.params } : {}),
      ...(isObject(route.query) ? { query: route.query } : {}),
      ...(header ? { header } : {}),
    },
    ...bodyOf(route),
    responses: responsesOf(route),
  };
}

const isObject = (schema: z.ZodType | undefined): schema is z.ZodObject =>
  schema instanceof z.ZodObject;

function headersOf(route: Route): z.ZodObject | undefined {
  const key = { 'Idempotency-Key': z.string().max(255).optional() };
  const match = { 'If-Match': z.string().max(40) };
  if (!route.idempotent && !route.versioned) return undefined;
  return z.object({ ...(route.idempotent ? key : {}), ...(route.versioned ? match : {}) });
}

function bodyOf(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (route.consumes === 'any') {
    return { requestBody: { content: { '*/*': { schema: route.body ?? z.unknown() } } } };
  }
  if (!route.body) return {};
  return {
    requestBody: {
      required: !route.body.safeParse({}).success,
      content: { 'application/json': { schema: route.body } },
    },
  };
}

function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const content = { [route.produces]: { schema: route.response } };
  return {
    [String(route.status) as '200']: {
      description: route.summary.en,
      ...(route.status === 204 ? {} : { content }),
    },
    default: {
      description: '出错 · Error',
      content: { 'application/problem+json': { schema: problem } },
    },
  };
}
