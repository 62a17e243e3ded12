import type { Request, Response } from 'express';
import { createSession, type Session } from 'better-sse';

import { Refused } from '../contracts/api/refused.js';
import type { Database } from '../records/database.js';
import { changesMax, changesSince, visibleNow } from '../records/incident/changes.js';
import type { Viewer } from '../records/incident/viewer.js';
import type { LiveEvent, LiveFeed } from '../records/live/listen.js';

export const streamsMax = 500;
/** A stream ends after this and its page connects again, so that a revoked key counts. */
const streamLastsMs = 15 * 60_000;
const keepAliveMs = 20_000;
const retryMs = 2_000;
/** A change is told a little after its row's own time: the transaction had to end first. */
const overlapMs = 10_000;
const resumeMaxMs = 24 * 3_600_000;

export interface Wanted {
  topics: ReadonlySet<string>;
  viewer: Viewer;
  /** Epoch milliseconds of the last event that the page saw. */
  lastEventAt?: number;
}

export interface LiveStreams {
  open(exchange: { request: Request; response: Response }, wanted: Wanted): Promise<void>;
  /** Ends every stream. */
  close(): void;
}

interface Deps {
  feed: LiveFeed;
  database: Database;
  now: () => number;
  onError: (error: unknown) => void;
}

/** Server-sent events over the feed: `{topic, id, seq}`, and the page fetches (api.md §5). */
export function liveStreams({ feed, database, now, onError }: Deps): LiveStreams {
  const open = new Set<Response>();
  const rows = database.prisma;

  const send = (session: Session, event: LiveEvent): void => {
    if (session.isConnected) session.push(event, event.topic, String(now()));
  };
  const hears = ({ topics }: Wanted, { topic, id }: LiveEvent): boolean =>
    topics.has(topic) || topics.has(`${topic}:${id}`);

  const catchUp = async (session: Session, wanted: Wanted, from: number): Promise<void> => {
    const since = new Date(Math.max(from - overlapMs, now() - resumeMaxMs));
    const changes = await changesSince(rows, { since, viewer: wanted.viewer });
    if (changes.length > changesMax) {
      session.push({ topic: 'all', id: '', seq: 0 }, 'reset', String(now()));
      return;
    }
    for (const event of changes) if (hears(wanted, event)) send(session, event);
  };

  return {
    open: async ({ request, response }, wanted) => {
      if (open.size >= streamsMax) throw new Refused('too_many_streams', { max: streamsMax });
      open.add(response);
      response.once('close', () => open.delete(response));
      const session = await createSession(request, response, {
        keepAlive: keepAliveMs,
        retry: retryMs,
      });
      let told = now();
      const stop = feed.subscribe((event) => {
        const work =
          event === 'gap' ? catchUp(session, wanted, told) : relay(session, wanted, event);
        work.then(() => (told = now()), onError);
      });
      const relay = async (to: Session, what: Wanted, event: LiveEvent): Promise<void> => {
        if (!hears(what, event)) return;
        if (await visibleNow(rows, { id: event.id, viewer: what.viewer })) send(to, event);
      };
      const timer = setTimeout(() => response.end(), streamLastsMs);
      response.once('close', () => {
        clearTimeout(timer);
        stop();
      });
      if (wanted.lastEventAt !== undefined) await catchUp(session, wanted, wanted.lastEventAt);
    },
    close: () => open.forEach((response) => response.end()),
  };
}
