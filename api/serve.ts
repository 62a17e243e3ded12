import type { IncomingMessage } from 'node:http';

import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';

import { Refused } from '../contracts/api/refused.js';
import { updateIdOf } from '../records/access/idempotency.js';
import { authenticate } from './auth/authenticate.js';
import type { Principal } from './auth/principal.js';
import { writer, type RawBody } from './call.js';
import type { ApiDeps } from './deps.js';
import { idempotencyKey, runOnce } from './once.js';
import { streamed } from './reply.js';
import { contextOf, setContext } from './request-context.js';
import type { Answered, RawCall, Route } from './route.js';

export const bodyMaxBytes = 1_048_576;

const readJson = express.json({ limit: bodyMaxBytes, strict: false, type: isJson });
const readAny = (limit: number) => express.raw({ limit, type: () => true });

function isJson(request: IncomingMessage): boolean {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || /^application\/[\w.+-]+\+json$/.test(type);
}

/** Serves `routes` on `app`, and answers 405 with Allow for their paths' other methods. */
export function serve(app: express.Express, routes: readonly Route[], deps: ApiDeps): void {
  for (const route of [...routes].sort(literalFirst)) {
    app[route.method](expressPath(route.path), handlerOf(route, deps));
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(expressPath(path), refuseMethod(methods));
  }
}

const segmentRank = (path: string): string =>
  path
    .split('/')
    .map((segment) => (segment.startsWith('{') ? '1' : '0'))
    .join('');

/** `/incidents/bulk/close` is served before `/incidents/{id}/close`. */
const literalFirst = (a: Route, b: Route): number =>
  segmentRank(a.path).localeCompare(segmentRank(b.path));

const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const verbs = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    const shape = path.replace(/\{\w+\}/g, '{any}');
    found.set(shape, [...(found.get(shape) ?? []), ...verbs]);
  }
  return found;
}

/** Refuses every method but `methods`, naming them in Allow. */
export function refuseMethod(methods: readonly string[]): RequestHandler {
  const allow = methods.join(', ');
  return (request, response) => {
    response.setHeader('Allow', allow);
    if (request.method === 'OPTIONS') {
      response.status(204).end();
      return;
    }
    throw new Refused('method_not_allowed', { allow });
  };
}

function handlerOf(route: Route, deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    response.locals['operation'] = route.operationId;
    const principal = await authenticate(request, route.permission, deps);
    const { language, requestId } = contextOf(response);
    const spoken = principal.language ?? language;
    setContext(response, { requestId, language: spoken });
    const body = await readBody(route, request, response);
    const answer = await answerOf(route, { request, response, principal, body }, deps);
    send(response, answer);
  };
}

interface Arrived {
  request: Request;
  response: Response;
  principal: Principal;
  body: { json: unknown; raw?: RawBody };
}

async function answerOf(route: Route, arrived: Arrived, deps: ApiDeps): Promise<Answered> {
  const { request, response, principal, body } = arrived;
  const concrete = `${request.method} ${request.baseUrl}${request.path}`;
  const sentKey = route.idempotent ? request.get('idempotency-key') : undefined;
  const key = idempotencyKey(sentKey);
  const once = { caller: principal.caller, route: concrete, key };
  const ifMatch = versionIn(request.get('if-match'));
  if (route.versioned && ifMatch === undefined) throw new Refused('version_required');
  const { requestId, language } = contextOf(response);
  const call: RawCall = {
    params: request.params,
    query: request.query,
    body: body.json,
    ...(body.raw ? { raw: body.raw } : {}),
    ...(typeof ifMatch === 'number' ? { ifMatch } : {}),
    principal,
    language,
    requestId,
    deps,
    db: deps.database.prisma,
    exchange: { request, response },
    now: deps.now(),
    updateId: updateIdOf(once),
    write: writer(deps, { principal, requestId }),
  };
  const act = route.prepare(call);
  if (!route.idempotent) return act();
  response.setHeader('Idempotency-Key', key);
  return runOnce(deps, { minted: sentKey === undefined, route, call, once, act });
}

/** `"7"` and `W/"7"` are version 7; `*` is any; an unreadable one is 400. */
function versionIn(header: string | undefined): number | '*' | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  if (header.trim() === '*') return '*';
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (version !== undefined) return Number(version);
  const detail = 'a version like "7", as in the ETag read last';
  throw new Refused('invalid_field', {}, [
    { pointer: '/header/If-Match', code: 'invalid_field', detail },
  ]);
}

async function readBody(
  route: Route,
  request: Request,
  response: Response,
): Promise<{ json: unknown; raw?: RawBody }> {
  if (route.consumes === 'any') {
    await run(readAny(route.bodyMaxBytes ?? bodyMaxBytes), request, response);
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const contentType = request.get('content-type') ?? '';
    return { json: {}, raw: { bytes, contentType, headers: request.headers } };
  }
  if (!carriesBody(request)) return { json: {} };
  if (route.method === 'get') return { json: {} };
  if (!isJson(request))
    throw new Refused('unsupported_media_type', { expected: 'application/json' });
  await run(readJson, request, response);
  return { json: request.body === undefined ? {} : (request.body as unknown) };
}

const carriesBody = (request: Request): boolean =>
  request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;

function run(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    const next: NextFunction = (error?: unknown) => (error ? reject(error as Error) : resolve());
    void handler(request, response, next);
  });
}

function send(response: Response, { status, headers, body }: Answered): void {
  if (body === streamed) return;
  response.status(status).set(headers);
  if (status === 204 || body === undefined) response.end();
  else if (typeof body === 'string') response.send(body);
  else response.json(body);
}
