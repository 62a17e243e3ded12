import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitUntil } from './wait-until.js';

/** One scripted answer: a status (with headers and body), or none at all. */
export type Answer =
  { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'disconnect';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came, for checking signatures. */
  body: string;
  /** Epoch milliseconds by this machine's clock. */
  arrivedAt: number;
  answered: Answer;
}

export interface Receiver {
  /** http://127.0.0.1:port, without a path. */
  url: string;
  requests: ReceivedRequest[];
  /** The answers to the next requests, in order; afterwards the standing answer holds again. */
  script(...answers: Answer[]): void;
  /** The answer from here on where the script says nothing. At first: 200. */
  standing(answer: Answer): void;
  /** Resolves when at least `count` requests came; rejects after `limitMs`. */
  received(count: number, limitMs?: number): Promise<ReceivedRequest[]>;
  close(): Promise<void>;
}

const bodyBytesMax = 1_048_576;
const receivedLimitMs = 20_000;

/** A real HTTP server on loopback that plays the receiver of webhooks, robots or gateways. */
export async function startReceiver(): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const scripted: Answer[] = [];
  let standing: Answer = { status: 200 };
  const server = createServer((request, response) => {
    const arrivedAt = Date.now();
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bodyBytesMax) request.destroy();
      chunks.push(chunk);
    });
    request.on('end', () => {
      const answered = scripted.shift() ?? standing;
      const { method = '', url: path = '', headers } = request;
      const body = Buffer.concat(chunks).toString('utf8');
      requests.push({ method, path, headers, body, arrivedAt, answered });
      reply(response, answered);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    script: (...answers) => void scripted.push(...answers),
    standing: (answer) => void (standing = answer),
    received: async (count, limitMs = receivedLimitMs) => {
      await waitUntil(() => requests.length >= count, {
        limitMs,
        what: () => `${count} requests, ${requests.length} came`,
      });
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return;
  if (answer === 'disconnect') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body ?? '');
}
