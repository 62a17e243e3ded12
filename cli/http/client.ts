import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../contracts/api/problem.js';
import type { Language } from '../../contracts/text.js';
import { ApiError, AwayError, StrangeAnswer } from './api-error.js';

const requestTimeoutMs = 60_000;
/** A 503 is tried again while this is not over; `Retry-After` says when. */
export const retryWithinMs = 20_000;
const retryAfterMaxMs = 10_000;

export type QueryValue = string | number | boolean | readonly string[] | undefined;
export type Query = Record<string, QueryValue>;

export interface ClientOptions {
  /** Without a slash at the end. */
  url: string;
  key?: string | undefined;
  language: Language;
  signal: AbortSignal;
  /** Milliseconds that only grow. */
  elapsed?: () => number;
}

export interface Api {
  url: string;
  get<T>(path: string, query?: Query): Promise<T>;
  /** One Idempotency-Key for all tries, so that trying again is harmless. */
  post<T>(path: string, body: object): Promise<T>;
  /** Bytes as the body, such as a file; one Idempotency-Key for all tries. */
  upload<T>(path: string, bytes: Uint8Array, query?: Query): Promise<T>;
  /** The body as it comes, such as a table. */
  download(path: string, query?: Query): Promise<Uint8Array>;
  delete(path: string): Promise<void>;
  /** The answer of an event stream as it comes; no time limit. */
  stream(path: string, query: Query, how: Streaming): Promise<Response>;
}

export interface Streaming {
  headers: Record<string, string>;
  /** Ends the stream. */
  signal: AbortSignal;
}

interface Sent {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Query;
  headers?: Record<string, string>;
  body?: object;
  bytes?: Uint8Array;
  /** Ends an answer that has no time limit. */
  endless?: AbortSignal;
}

/**
 * The API over fetch (api.md §1).
 * @throws ApiError for an error that the API answers
 * @throws AwayError when nobody answers
 * @throws StrangeAnswer when the answer is not Baton's
 */
export function createClient(options: ClientOptions): Api {
  const { url, key, language, signal, elapsed = () => performance.now() } = options;
  const headers: Record<string, string> = {
    'accept-language': language === 'zh' ? 'zh-CN' : 'en',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };

  async function once(sent: Sent): Promise<Response> {
    const ends = AbortSignal.any([signal, ...(sent.endless ? [sent.endless] : [])]);
    const timeout = sent.endless ? [] : [AbortSignal.timeout(requestTimeoutMs)];
    try {
      return await fetch(`${url}${sent.path}${queryText(sent.query ?? {})}`, {
        method: sent.method,
        headers: { ...headers, ...sent.headers },
        signal: AbortSignal.any([ends, ...timeout]),
        redirect: 'manual',
        ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
        ...(sent.bytes === undefined ? {} : { body: Buffer.from(sent.bytes) }),
      });
    } catch (error) {
      if (ends.aborted) throw error;
      throw new AwayError(url, causeOf(error));
    }
  }

  async function send(sent: Sent): Promise<Response> {
    const until = elapsed() + retryWithinMs;
    for (;;) {
      const response = await once(sent);
      if (response.ok) return response;
      const waitMs = response.status === 503 ? retryAfterMs(response) : undefined;
      if (waitMs === undefined || elapsed() + waitMs > until) throw await errorOf(url, response);
      await response.body?.cancel();
      await sleep(waitMs, undefined, { signal });
    }
  }

  const json = async <T>(sent: Sent): Promise<T> => {
    const response = await send(sent);
    try {
      return (await response.json()) as T;
    } catch {
      throw new StrangeAnswer(url, response.status);
    }
  };

  return {
    url,
    get: (path, query = {}) => json({ method: 'GET', path, query }),
    post: (path, body) =>
      json({
        method: 'POST',
        path,
        body,
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      }),
    ...byteCalls(json, send),
    delete: async (path) => {
      await send({ method: 'DELETE', path });
    },
    stream: (path, query, how) =>
      send({ method: 'GET', path, query, headers: how.headers, endless: how.signal }),
  };
}

/** What carries bytes instead of JSON, in one direction or the other. */
const byteCalls = (
  json: <T>(sent: Sent) => Promise<T>,
  send: (sent: Sent) => Promise<Response>,
): Pick<Api, 'upload' | 'download'> => ({
  upload: (path, bytes, query = {}) =>
    json({
      ...{ method: 'POST', path, query, bytes },
      headers: { 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() },
    }),
  download: async (path, query = {}) => {
    const response = await send({ method: 'GET', path, query });
    return new Uint8Array(await response.arrayBuffer());
  },
});

/** `?stage=a&stage=b`: a list repeats its name; what is undefined is left out. */
export function queryText(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const values = typeof value === 'object' ? value : [value];
    for (const one of values) search.append(name, String(one));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function retryAfterMs(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  if (header === null || !/^\d+$/.test(header)) return undefined;
  return Math.min(Number(header) * 1000, retryAfterMaxMs);
}

async function errorOf(url: string, response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => undefined);
  return isProblem(body) ? new ApiError(response.status, body) : strange(url, response.status);
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;

const strange = (url: string, status: number): Error => new StrangeAnswer(url, status);

function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}
