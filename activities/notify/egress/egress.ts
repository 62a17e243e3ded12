import { lookup } from 'node:dns/promises';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { createAddressGuard, type AddressGuard, type AllowPrivate } from './address-guard.js';

interface ResolvedAddress {
  address: string;
  family: number;
}

export interface EgressOptions {
  allowPrivate: AllowPrivate;
  /** From the first byte of DNS to the end of the answer. */
  timeoutMs?: number;
  /** Beyond this the answer is cut and marked `truncated`. */
  responseMaxBytes?: number;
  /** Name resolution; the system's own by default. */
  resolve?: (host: string) => Promise<ResolvedAddress[]>;
}

interface EgressPost {
  url: string;
  headers: Record<string, string>;
  body: string;
  signal: AbortSignal;
}

/**
 * `blocked`: the guard said no. `unreachable`: no status line came, and the whole request may have
 * arrived all the same where `sent` is set. Neither names the url.
 */
export type EgressAnswer =
  | {
      kind: 'answered';
      status: number;
      headers: Record<string, string>;
      body: string;
      truncated: boolean;
    }
  | { kind: 'blocked'; reason: string }
  | { kind: 'unreachable'; reason: string; sent?: true };

export interface Egress {
  /** One POST, no redirect followed, no retry, never throws for an outside fault. */
  post(post: EgressPost): Promise<EgressAnswer>;
}

const egressTimeoutMs = 5_000;
const responseMaxBytes = 64 * 1024;

/**
 * The only way out over HTTP. Resolves the name itself, refuses the call when any of its
 * addresses is out of bounds, and connects to exactly the addresses it judged, so that a second
 * DNS answer cannot lead elsewhere; the TLS name stays the url's own.
 */
export function createEgress(options: EgressOptions): Egress {
  const guard = createAddressGuard(options.allowPrivate);
  const resolve = options.resolve ?? ((host) => lookup(host, { all: true, verbatim: true }));
  const timeoutMs = options.timeoutMs ?? egressTimeoutMs;
  const maxBytes = options.responseMaxBytes ?? responseMaxBytes;

  async function post(it: EgressPost): Promise<EgressAnswer> {
    const url = parsed(it.url);
    if (url === undefined) return { kind: 'blocked', reason: 'not an http or https address' };
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([it.signal, timeout]);
    let request: ClientRequest | undefined;
    try {
      const addresses = await within(signal, addressesOf(url, resolve));
      if (addresses.length === 0) return { kind: 'unreachable', reason: 'ENOTFOUND' };
      const barred = firstBarred(addresses, guard);
      if (barred !== undefined) return { kind: 'blocked', reason: barred };
      request = open(url, { post: it, addresses, signal });
      return await exchange(request, maxBytes);
    } catch (error) {
      const sent = request?.writableFinished ? ({ sent: true } as const) : {};
      return { kind: 'unreachable', reason: reasonOf(error, it.signal, timeout), ...sent };
    }
  }

  return { post };
}

function parsed(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

async function addressesOf(
  url: URL,
  resolve: (host: string) => Promise<ResolvedAddress[]>,
): Promise<ResolvedAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  return family === 0 ? resolve(host) : [{ address: host, family }];
}

function firstBarred(addresses: ResolvedAddress[], guard: AddressGuard): string | undefined {
  return addresses.map(({ address }) => guard(address)).find((reason) => reason !== undefined);
}

interface Opening {
  post: EgressPost;
  addresses: ResolvedAddress[];
  signal: AbortSignal;
}

function open(url: URL, { post, addresses, signal }: Opening): ClientRequest {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send({
    method: 'POST',
    host: hostOf(url),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: `${url.pathname}${url.search}`,
    headers: { ...post.headers, 'content-length': String(Buffer.byteLength(post.body)) },
    lookup: pinned(addresses),
    agent: false,
    signal,
  });
  request.end(post.body);
  return request;
}

/** Answers every lookup of the connection with the addresses already judged. */
function pinned(addresses: ResolvedAddress[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true) done(null, addresses);
    else if (first !== undefined) done(null, first.address, first.family);
  };
}

/** Settles with the status as soon as there is one: a body cut short does not take it back. */
function exchange(request: ClientRequest, maxBytes: number): Promise<EgressAnswer> {
  return new Promise((settle, fail) => {
    request.on('error', fail);
    request.on('response', (response) => {
      request.off('error', fail);
      request.on('error', () => response.destroy());
      void read(response, maxBytes).then(({ body, truncated }) => {
        request.destroy();
        settle({
          kind: 'answered',
          status: response.statusCode ?? 0,
          headers: flat(response),
          body,
          truncated,
        });
      });
    });
  });
}

async function read(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ body: string; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let truncated = false;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      truncated = bytes > maxBytes;
      if (truncated) break;
    }
  } catch {
    truncated = true;
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'), truncated };
}

function flat(response: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((done, fail) => {
    if (signal.aborted) return fail(new Error('aborted'));
    const stop = () => fail(new Error('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    work.then(done, fail).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Only codes leave this room: messages of the runtime may quote the host or the path. */
function reasonOf(error: unknown, caller: AbortSignal, timeout: AbortSignal): string {
  if (caller.aborted) return 'called off';
  if (timeout.aborted) return 'timed out';
  return codeOf(error) ?? 'connection failed';
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return /^[A-Z0-9_]{1,60}$/.test(String(error.code)) ? String(error.code) : undefined;
}
