import { afterEach, describe, expect, it } from '@jest/globals';
import { apiServer, json, problem, type Answering, type ApiServer } from '../testing/api-server.js';
import { ApiError, AwayError, StrangeAnswer } from './api-error.js';
import { createClient, queryText, retryWithinMs } from './client.js';

let server: ApiServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function clientOf(answering: Answering, elapsed?: () => number) {
  server = await apiServer(answering);
  const { url, received } = server;
  const { signal } = new AbortController();
  const options = { url, key: 'bt_key', language: 'en', signal } as const;
  const api = createClient({ ...options, ...(elapsed === undefined ? {} : { elapsed }) });
  return { api, received };
}

const caught = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

describe('the client', () => {
  it('tries a 503 with Retry-After again under the same idempotency key', async () => {
    const { api, received } = await clientOf((_request, response, nth) => {
      if (nth < 3) problem(response, 503, 'unavailable', { 'retry-after': '0' });
      else json(response, 200, { ok: true });
    });
    expect(await api.post('/x', {})).toEqual({ ok: true });
    const keys = received.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('gives a new idempotency key to each command', async () => {
    const { api, received } = await clientOf((_request, response) => json(response, 200, {}));
    await api.post('/x', {});
    await api.post('/x', {});
    const keys = received.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(2);
  });

  it('stops trying when the time for it is over', async () => {
    let now = 0;
    const elapsed = (): number => (now += retryWithinMs / 4);
    const { api, received } = await clientOf(
      (_request, response) => problem(response, 503, 'unavailable', { 'retry-after': '0' }),
      elapsed,
    );
    expect(await caught(api.get('/x'))).toBeInstanceOf(ApiError);
    expect(received.length).toBeGreaterThan(1);
    expect(received.length).toBeLessThan(6);
  });

  it.each([
    [503, {}],
    [500, { 'retry-after': '0' }],
    [429, { 'retry-after': '0' }],
    [409, { 'retry-after': '0' }],
  ])('does not try a %i again without being asked to', async (status, headers) => {
    const { api, received } = await clientOf((_request, response) =>
      problem(response, status, 'code', headers as Record<string, string>),
    );
    const error = await caught(api.post('/x', {}));
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).problem).toMatchObject({ code: 'code', requestId: 'req-1' });
    expect(received).toHaveLength(1);
  });

  it('sends the key and the language', async () => {
    const { api, received } = await clientOf((_request, response) => json(response, 200, {}));
    await api.get('/x', { stage: ['a', 'b'], open: true, none: undefined });
    expect(received[0]?.path).toBe('/x?stage=a&stage=b&open=true');
    expect(received[0]?.headers).toMatchObject({
      authorization: 'Bearer bt_key',
      'accept-language': 'en',
    });
  });

  it('tells an answer that is not from Baton', async () => {
    const { api } = await clientOf((_request, response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad gateway</h1>');
    });
    expect(await caught(api.get('/x'))).toBeInstanceOf(StrangeAnswer);
  });

  it('says that nobody answers', async () => {
    const { api } = await clientOf(() => undefined);
    await server?.close();
    expect(await caught(api.get('/x'))).toBeInstanceOf(AwayError);
  });

  it('writes queries without what is undefined', () => {
    expect(queryText({ a: undefined })).toBe('');
    expect(queryText({ a: 1, b: ['x y'] })).toBe('?a=1&b=x+y');
  });
});
