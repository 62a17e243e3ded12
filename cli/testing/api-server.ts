import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export type Answering = (received: Received, response: ServerResponse, nth: number) => void;

export interface ApiServer {
  url: string;
  received: Received[];
  close(): Promise<void>;
}

/** A server on loopback that plays the API; `nth` counts the requests from 1. */
export async function apiServer(answering: Answering): Promise<ApiServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const one: Received = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: bodyOf(request.headers['content-type'], body),
      };
      received.push(one);
      answering(one, response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bodyOf(contentType: string | undefined, body: string): unknown {
  if (body === '') return undefined;
  return contentType === 'application/octet-stream' ? body : (JSON.parse(body) as unknown);
}

export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** An error as the API answers it. */
export function problem(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void {
  const body = {
    type: `https://baton.example/docs/errors#${code}`,
    title: code,
    status,
    code,
    detail: `detail of ${code}`,
    requestId: 'req-1',
  };
  json(response, status, body, { ...headers, 'content-type': 'application/problem+json' });
}
