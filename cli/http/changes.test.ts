import { afterEach, describe, expect, it } from '@jest/globals';
import { apiServer, problem, type ApiServer } from '../testing/api-server.js';
import { ApiError } from './api-error.js';
import { changes, type Change } from './changes.js';
import { createClient } from './client.js';

let server: ApiServer | undefined;
afterEach(() => server?.close());

const open = (url: string, stop: AbortController) => {
  const api = createClient({ url, language: 'en', signal: new AbortController().signal });
  return changes(api, { topic: 'incident', signal: stop.signal, onLost: () => undefined });
};

describe('following changes', () => {
  it('connects again with Last-Event-ID after the stream ended', async () => {
    server = await apiServer((_request, response, nth) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`retry: 1\nid: ${nth}0\ndata: {"id":"inc_${nth}","seq":${nth}}\n\n`);
      if (nth === 1) response.end();
    });
    const stop = new AbortController();
    const seen: Change[] = [];
    for await (const change of open(server.url, stop)) {
      seen.push(change);
      if (seen.length === 4) stop.abort();
    }
    expect(seen).toEqual([
      { kind: 'open' },
      { kind: 'changed', id: 'inc_1', seq: 1 },
      { kind: 'open' },
      { kind: 'changed', id: 'inc_2', seq: 2 },
    ]);
    expect(server.received.map(({ headers }) => headers['last-event-id'])).toEqual([
      undefined,
      '10',
    ]);
  });

  it('asks for a whole fetch when the server says that too much was missed', async () => {
    server = await apiServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: reset\ndata: {"topic":"all","id":"","seq":0}\n\n');
    });
    const stop = new AbortController();
    const seen: Change[] = [];
    for await (const change of open(server.url, stop)) {
      seen.push(change);
      if (seen.length === 2) stop.abort();
    }
    expect(seen).toEqual([{ kind: 'open' }, { kind: 'open' }]);
  });

  it('gives up at once when the API refuses', async () => {
    server = await apiServer((_request, response) => problem(response, 401, 'unauthenticated'));
    const following = open(server.url, new AbortController());
    await expect(following.next()).rejects.toBeInstanceOf(ApiError);
    expect(server.received).toHaveLength(1);
  });
});
