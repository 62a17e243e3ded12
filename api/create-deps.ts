import { Client, type Connection } from '@temporalio/client';
import type { Logger } from 'pino';

import { taskQueue as defaultQueue } from '../contracts/names.js';
import { createIntake } from '../intake/admit.js';
import { openDatabase, type Database } from '../records/database.js';
import { openLiveFeed } from '../records/live/listen.js';
import { keyLookup } from './auth/key-lookup.js';
import type { ApiDeps, ApiSettings } from './deps.js';
import { createEngine } from './engine.js';
import { lastSeen } from './last-seen.js';
import { liveStreams } from './live-streams.js';
import { createMetrics } from './metrics.js';

export interface ApiParts {
  databaseUrl: string;
  /** May be lazy: nothing here waits for the engine. */
  connection: Connection;
  namespace: string;
  settings: ApiSettings;
  log: Logger;
  taskQueue?: string;
  /** Epoch milliseconds. */
  now?: () => number;
}

/** Opens what the API stands on; `close` gives all of it back but the connection. */
export function createDeps(parts: ApiParts): ApiDeps & { close(): Promise<void> } {
  const { log, settings, now = Date.now, taskQueue = defaultQueue } = parts;
  const onLost = (error: Error) => log.warn({ err: error }, 'a database connection was lost');
  const database: Database = openDatabase(parts.databaseUrl, { onLost });
  const client = new Client({ connection: parts.connection, namespace: parts.namespace });
  const engine = createEngine(client);
  const feed = openLiveFeed(parts.databaseUrl, onLost);
  const onError = (error: unknown) => log.warn({ err: error }, 'a stream missed a change');
  const live = liveStreams({ feed, database, now, onError });
  return {
    database,
    engine,
    taskQueue,
    keys: keyLookup(database.prisma, now),
    intake: createIntake({ database, client, taskQueue, now }),
    lastSeen: lastSeen(),
    live,
    metrics: createMetrics(),
    log,
    now,
    settings,
    close: async () => {
      live.close();
      await engine.idle();
      await feed.close();
      await database.close();
    },
  };
}
