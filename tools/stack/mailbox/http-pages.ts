import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LOOPBACK } from '../ports.js';
import type { MessageFilter, MessageStore } from './message-store.js';
import { htmlPart, listPage, messagePage, notFoundPage, pageMessagesMax } from './pages.js';

const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";
const partPolicy =
  'sandbox allow-popups allow-popups-to-escape-sandbox; ' +
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

interface Answer {
  status: number;
  type: string;
  body: string;
  policy?: string;
}

/** Serves the pages for people and `/api/messages` for tests, on loopback. */
export function startHttpPages(
  store: MessageStore,
  port: number,
): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    answer(store, request).then(
      (found) => send(response, found),
      () => send(response, json(500, { error: 'The mailbox failed; its log says why.' })),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve({ close: () => closeServer(server) }));
  });
}

async function answer(store: MessageStore, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (!isOurName(request.headers.host)) {
    return json(403, { error: 'The mailbox answers only to localhost and 127.0.0.1.' });
  }
  if (url.pathname === '/api/messages') return messagesApi(store, request.method, url);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return json(405, { error: 'Only GET is allowed here.' });
  }
  if (url.pathname === '/') return mailList(store, url);
  return onePage(store, url.pathname);
}

/** A page elsewhere whose name was pointed at this machine must not read the mail. */
function isOurName(host: string | undefined): boolean {
  return host !== undefined && ownNames.has(host.replace(/:\d+$/, ''));
}

async function messagesApi(
  store: MessageStore,
  method: string | undefined,
  url: URL,
): Promise<Answer> {
  if (method === 'DELETE') {
    await store.clear();
    return { status: 204, type: 'application/json', body: '' };
  }
  if (method !== 'GET') return json(405, { error: 'Only GET and DELETE are allowed here.' });
  const filter = filterOf(url);
  if (filter === undefined) {
    return json(400, { error: 'since must be a time such as 2026-01-31T08:00:00Z, or epoch ms.' });
  }
  return json(200, store.list(filter));
}

function filterOf(url: URL): MessageFilter | undefined {
  const to = url.searchParams.get('to');
  const since = url.searchParams.get('since');
  const filter: MessageFilter = to === null || to === '' ? {} : { to };
  if (since === null || since === '') return filter;
  const at = /^\d+$/.test(since) ? Number(since) : Date.parse(since);
  return Number.isNaN(at) ? undefined : { ...filter, since: at };
}

function mailList(store: MessageStore, url: URL): Answer {
  const to = url.searchParams.get('to');
  const before = url.searchParams.get('before');
  const filter = to === null || to === '' ? {} : { to };
  const found = store
    .list(filter)
    .filter((message) => before === null || message.id < before)
    .reverse();
  const messages = found.slice(0, pageMessagesMax);
  const more = found.length > messages.length;
  return html(200, listPage({ messages, more, ...filter, ...store.limits() }));
}

function onePage(store: MessageStore, path: string): Answer {
  const [, room, id, part, ...rest] = path.split('/');
  const message = room === 'messages' && id !== undefined ? store.get(id) : undefined;
  if (message === undefined || rest.length > 0) return html(404, notFoundPage());
  if (part === undefined) return html(200, messagePage(message));
  if (part !== 'html' || message.html === '') return html(404, notFoundPage());
  return { ...html(200, htmlPart(message)), policy: partPolicy };
}

function html(status: number, body: string): Answer {
  return { status, type: 'text/html; charset=utf-8', body };
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function send(response: ServerResponse, { status, type, body, policy = pagePolicy }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
