import { z } from 'zod';

import type { Language } from '../contracts/text.js';
import type { Call } from './call.js';
import { parsePart, type Place } from './parse.js';
import type { Access } from './permissions.js';
import { isReply, streamed, type Reply } from './reply.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type None = z.ZodObject<Record<never, never>>;

/** One operation as its file declares it. */
export interface RouteSpec<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
> {
  method: Method;
  /** With `{name}` for parameters, as in OpenAPI. */
  path: string;
  operationId: string;
  summary: { zh: string; en: string };
  tags: string[];
  permission: Access;
  params?: P;
  query?: Q;
  body?: B;
  /** Members that it does not name never leave; times and durations become text in it. */
  response: R;
  /** 200 where not given. */
  status?: number;
  /** `any`: the handler reads `call.raw` itself, whatever the content type. */
  consumes?: 'json' | 'any';
  /** Of a body that is consumed as `any`; 1 MiB where not given. */
  bodyMaxBytes?: number;
  /** The media type of the answer; `application/json` where not given. */
  produces?: string;
  /** Whether Idempotency-Key is honoured; on POST by default. */
  idempotent?: boolean;
  /** Members of the answer shown once: masked where the first answer is kept for repeats. */
  secrets?: string[];
  /** An edit that needs If-Match: 428 without it. */
  versioned?: boolean;
  handler(
    call: Call<z.output<P>, z.output<Q>, z.output<B>>,
  ): Promise<z.input<R> | Reply<z.input<R>> | typeof streamed>;
}

/** A request before its parts are parsed. */
export type RawCall = Call<unknown, unknown, unknown>;

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** An operation ready to be served and described. */
export interface Route {
  method: Method;
  path: string;
  operationId: string;
  summary: { zh: string; en: string };
  tags: string[];
  permission: Access;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
  status: number;
  consumes: 'json' | 'any';
  bodyMaxBytes?: number;
  produces: string;
  idempotent: boolean;
  secrets: string[];
  versioned: boolean;
  /** Parses the request, or throws `Refused`; the answer then does the work. */
  prepare(call: RawCall): () => Promise<Answered>;
}

const none: None = z.strictObject({});

/**
 * Declares one operation: parsed into typed input before its handler runs, and answered through
 * its response schema. List it in its file's array and the file in `routes/index.ts`.
 */
export function route<
  R extends z.ZodType,
  P extends z.ZodType = None,
  Q extends z.ZodType = None,
  B extends z.ZodType = None,
>(spec: RouteSpec<P, Q, B, R>): Route {
  const { handler, ...described } = spec;
  const consumes = spec.consumes ?? 'json';
  return {
    ...described,
    status: spec.status ?? 200,
    consumes,
    produces: spec.produces ?? 'application/json',
    idempotent: spec.idempotent ?? spec.method === 'post',
    secrets: spec.secrets ?? [],
    versioned: spec.versioned ?? false,
    prepare: (call) => {
      const { language } = call;
      const typed = {
        ...call,
        params: part(spec.params, call.params, { place: '/path', language }),
        query: part(spec.query, call.query, { place: '/query', language }),
        body: part(consumes === 'json' ? spec.body : undefined, call.body, { place: '', language }),
      };
      return async () => answered(spec, await handler(typed));
    },
  };
}

/** A part that was not declared takes no members at all. */
function part<T extends z.ZodType>(
  schema: T | undefined,
  raw: unknown,
  at: { place: Place; language: Language },
): z.output<T> {
  return parsePart((schema ?? none) as T, raw, at);
}

function answered<R extends z.ZodType>(
  spec: { response: R; status?: number },
  answer: z.input<R> | Reply<z.input<R>> | typeof streamed,
): Answered {
  if (answer === streamed) return { status: 200, headers: {}, body: streamed };
  const given: Omit<Answered, 'status' | 'headers'> & Partial<Answered> = isReply(answer)
    ? answer
    : { body: answer };
  const body: unknown = spec.response.parse(given.body);
  const version = (body as { version?: unknown } | null | undefined)?.version;
  return {
    status: given.status ?? spec.status ?? 200,
    headers: {
      ...(typeof version === 'number' ? { ETag: `"${version}"` } : {}),
      ...given.headers,
    },
    body,
  };
}
