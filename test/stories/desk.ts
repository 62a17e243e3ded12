import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from '@temporalio/client';
import { pino } from 'pino';
import { createApp } from '../../api/app.js';
import { createDeps } from '../../api/create-deps.js';
import { testStack } from '../support/test-stack.js';

/** What API and worker of one night share. */
export interface Ground {
  databaseUrl: string;
  taskQueue: string;
  /** Epoch milliseconds. */
  clock: () => number;
}

/** The API listening on a port of its own. */
export interface Desk {
  url: string;
  close(): Promise<void>;
}

/** Serves the real application over `connection`, which stays the caller's. */
export async function openDesk(ground: Ground, connection: Connection): Promise<Desk> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const deps = createDeps({
    databaseUrl: ground.databaseUrl,
    connection,
    namespace: testStack().temporal.namespace,
    settings: {
      publicUrl: url,
      zone: 'Asia/Shanghai',
      language: 'zh',
      docsFolder: 'docs',
      migrations: [],
    },
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    taskQueue: ground.taskQueue,
    now: ground.clock,
  });
  server.on('request', createApp(deps));
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await deps.close();
  };
  return { url, close };
}
