import { existsSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { Connection } from '@temporalio/client';
import pino, { type Logger } from 'pino';

import { ConfigError, defaultPort, readServiceConfig, type ServiceConfig } from '../config.js';
import { ensureAdmin } from '../records/access/admin.js';
import { sweepOnce } from '../records/access/idempotency.js';
import { createApp } from './app.js';
import { createDeps } from './create-deps.js';
import type { ApiDeps, ApiSettings } from './deps.js';

const retryMs = 1_000;
const sweepEveryMs = 10 * 60_000;
const drainMs = 10_000;
/** Longer than a load balancer keeps an idle connection, so that it never meets a closed one. */
const keepAliveMs = 65_000;
const requestTimeoutMs = 60_000;

/** The folder that holds package.json, upwards from this code's own place. */
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
}

function settingsOf(config: ServiceConfig, port: number): ApiSettings {
  const folder = projectFolder();
  const migrations = readdirSync(join(folder, 'prisma/migrations'), { withFileTypes: true });
  return {
    publicUrl: config.publicUrl ?? `http://127.0.0.1:${port}`,
    ...(config.mailboxUrl === undefined ? {} : { mailboxUrl: config.mailboxUrl }),
    language: 'zh',
    zone: config.timeZone,
    docsFolder: join(folder, 'docs'),
    migrations: migrations.filter((entry) => entry.isDirectory()).map(({ name }) => name),
  };
}

async function main(): Promise<void> {
  const config = readServiceConfig(process.env);
  const log = pino({ level: config.logLevel, name: 'api' });
  const port = config.port ?? defaultPort;
  const connection = Connection.lazy({ address: config.temporalAddress });
  const deps = createDeps({
    databaseUrl: config.databaseUrl,
    connection,
    namespace: config.temporalNamespace,
    settings: settingsOf(config, port),
    log,
  });
  const server = await listen(createServer(createApp(deps)), port);
  log.info({ port }, 'the API listens');
  const stop = new AbortController();
  const background = Promise.all([
    ensureAdminPatiently(deps, config.adminKey, stop.signal),
    sweepFromTimeToTime(deps, stop.signal),
  ]);
  await signalled();
  stop.abort();
  deps.live.close();
  await drain(server, log);
  await background;
  await deps.close();
  await connection.close();
}

async function listen(server: Server, port: number): Promise<Server> {
  server.keepAliveTimeout = keepAliveMs;
  server.headersTimeout = keepAliveMs + 1_000;
  server.requestTimeout = requestTimeoutMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new ConfigError(`PORT ${port} is taken by another program.`) : error);
    });
    server.listen(port, resolve);
  });
  return server;
}

/** The records may come up after the API. */
async function ensureAdminPatiently(
  deps: ApiDeps,
  key: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const now = new Date(deps.now());
      await ensureAdmin(deps.database, { now, ...(key === undefined ? {} : { key }) });
      deps.keys.forget();
      return;
    } catch (error) {
      deps.log.warn({ err: error }, 'the first admin is not there yet; trying again');
      await pause(retryMs, signal);
    }
  }
}

async function sweepFromTimeToTime(deps: ApiDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(sweepEveryMs, signal);
    await sweepOnce(deps.database.prisma, new Date(deps.now())).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'old idempotency keys stay for now');
    });
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  sleep(ms, undefined, { signal }).catch(() => undefined);

const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });

/** Takes no new requests and lets the ones that run end, for at most 10 s. */
async function drain(server: Server, log: Logger): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    log.warn('requests were cut off');
    server.closeAllConnections();
  }, drainMs);
  await closed;
  clearTimeout(timer);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
});
