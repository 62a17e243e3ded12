import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One page as it arrived outside. */
export interface Sighting {
  /** The idempotency key. */
  key: string;
  /** The Standard Webhooks id: one per key. */
  webhookId: string;
  possiblyRepeated: boolean;
  title: string;
  /** Epoch milliseconds by this machine's clock. */
  at: number;
}

export interface Witness {
  /** Where a person's pages go; a path of one's own is a destination of one's own. */
  urlOf(person: string): string;
  sightings: Sighting[];
  /** Called for each page as it arrives. */
  onPage(listener: (sighting: Sighting) => void): void;
  close(): Promise<void>;
}

/**
 * A receiver of webhooks that no part of the stack knows: what it saw is what happened. It keeps
 * the page first and answers `answerAfterMs()` later, so that a kill finds pages in flight.
 */
export async function startWitness(answerAfterMs: () => number = () => 0): Promise<Witness> {
  const sightings: Sighting[] = [];
  const listeners: ((sighting: Sighting) => void)[] = [];
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    void bodyOf(request).then((body) => {
      const sighting = sightingOf(body, String(request.headers['webhook-id'] ?? ''));
      sightings.push(sighting);
      for (const listener of listeners) listener(sighting);
      const waitMs = answerAfterMs();
      if (waitMs === 0) response.end();
      else setTimeout(() => response.end(), waitMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (person) => `http://127.0.0.1:${port}/${person}`,
    sightings,
    onPage: (listener) => void listeners.push(listener),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  } catch {
    return '{}';
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sightingOf(body: string, webhookId: string): Sighting {
  const at = Date.now();
  const page = JSON.parse(body) as { key?: string; title?: string; possiblyRepeated?: boolean };
  const { key = '', title = '', possiblyRepeated = false } = page;
  return { key, webhookId, possiblyRepeated, title, at };
}
