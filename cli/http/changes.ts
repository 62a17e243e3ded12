import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, AwayError } from './api-error.js';
import type { Api } from './client.js';
import { sseReader, type SseReader } from './sse.js';

const retryDefaultMs = 2_000;
/** Connections in a row that brought nothing, after which the API counts as away. */
const failuresMax = 30;

/** `open`: a connection stands, what happened before it must be fetched once. */
export type Change = { kind: 'open' } | { kind: 'changed'; id: string; seq: number };

export interface Following {
  /** `incident`, or `incident:{id}`. */
  topic: string;
  signal: AbortSignal;
  onLost(why: string, retryMs: number): void;
}

/**
 * The changes of a topic for as long as they are read (api.md §5). A lost connection is made again
 * with Last-Event-ID, so that nothing is missed.
 * @throws ApiError when the API refuses the stream
 * @throws AwayError when it stays away
 */
export async function* changes(api: Api, following: Following): AsyncGenerator<Change> {
  const reader = sseReader();
  const { signal } = following;
  let failures = 0;
  while (!signal.aborted) {
    let why = 'end of stream';
    try {
      for await (const change of connection(api, following, reader)) {
        failures = 0;
        yield change;
      }
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures >= failuresMax || isRefusal(error)) throw error;
      why = whyOf(error);
    }
    const retryMs = reader.retryMs() ?? retryDefaultMs;
    if (why !== 'end of stream') following.onLost(why, retryMs);
    await sleep(retryMs, undefined, { signal }).catch(() => undefined);
  }
}

async function* connection(
  api: Api,
  { topic, signal }: Following,
  reader: SseReader,
): AsyncGenerator<Change> {
  const lastId = reader.lastId();
  const response = await api.stream(
    '/api/v1/stream',
    { topics: topic },
    {
      signal,
      headers: {
        accept: 'text/event-stream',
        ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
      },
    },
  );
  yield { kind: 'open' };
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) {
    if (signal.aborted) return;
    for (const { event, data } of reader.push(decoder.decode(piece, { stream: true }))) {
      yield event === 'reset' ? { kind: 'open' } : changed(data);
    }
  }
}

function changed(data: string): Change {
  const { id, seq } = JSON.parse(data) as { id: string; seq: number };
  return { kind: 'changed', id, seq };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;

function whyOf(error: unknown): string {
  if (error instanceof AwayError) return error.why;
  return error instanceof Error ? error.message : String(error);
}
