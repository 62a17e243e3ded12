import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import pino from 'pino';
import { register } from 'prom-client';
import { temporalActivity } from '../activities/activity-context.js';
import { latenessObserver } from '../activities/metrics.js';
import { closeChannels, createChannels } from '../activities/notify/channels/create-channels.js';
import { createEgress } from '../activities/notify/egress/egress.js';
import { startDispatcher } from '../activities/webhooks/dispatcher.js';
import { ConfigError, defaultPort, readServiceConfig, type ServiceConfig } from '../config.js';
import { taskQueue } from '../contracts/names.js';
import { createIntake } from '../intake/admit.js';
import { watchHeartbeats } from '../intake/heartbeat.js';
import { openDatabase } from '../records/database.js';
import { createActivities } from './activities.js';
import { connectPatiently } from './connect.js';
import { runUntilSignal } from './run.js';
import { installRuntime } from './runtime.js';
import { startWatches } from './watches.js';

const openIntake = (config: ServiceConfig, connection: Connection) => {
  const database = openDatabase(config.databaseUrl);
  const client = new Client({ connection, namespace: config.temporalNamespace });
  const intake = createIntake({ database, client, taskQueue, now: Date.now });
  return { database, client, intake };
};

const openChannels = (config: ServiceConfig, publicUrl: string) =>
  createChannels({
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    publicUrl,
    gateway: config.gateway,
    egress: { allowPrivate: config.allowPrivateEgress },
  });

const main = async (): Promise<void> => {
  const config = readServiceConfig(process.env);
  const log = pino({ level: config.logLevel, name: 'worker' });
  installRuntime(log);
  const publicUrl = config.publicUrl ?? `http://127.0.0.1:${config.port ?? defaultPort}`;
  const address = config.temporalAddress;
  const [native, connection] = await Promise.all([
    connectPatiently(() => NativeConnection.connect({ address }), log),
    connectPatiently(() => Connection.connect({ address }), log),
  ]);
  const { database, client, intake } = openIntake(config, connection);
  const channels = openChannels(config, publicUrl);
  const activities = createActivities({
    ...temporalActivity,
    database,
    channels,
    publicUrl,
    zone: config.timeZone,
    observe: latenessObserver(register),
    client,
    intake,
    taskQueue,
  });
  watchHeartbeats({ database, client, taskQueue }).catch((error: unknown) => {
    log.warn({ err: error }, 'heartbeats are watched from their next beat on');
  });
  const dispatcher = startDispatcher({
    database,
    egress: createEgress({ allowPrivate: config.allowPrivateEgress }),
    now: Date.now,
    onError: (error) => log.warn({ err: error }, 'webhooks wait for the records'),
  });
  const zone = config.timeZone;
  const watches = startWatches({
    ...{ database, channels, publicUrl, zone, now: Date.now },
    ...{ client, intake, taskQueue, log },
  });
  try {
    await runUntilSignal({ native, namespace: config.temporalNamespace, activities, log });
  } finally {
    await watches.stop();
    await dispatcher.stop();
    await closeChannels(channels);
    await database.close();
    await connection.close();
    await native.close();
  }
};

main().catch((error: unknown) => {
  const message = error instanceof ConfigError ? error.message : error;
  console.error(message);
  process.exitCode = 1;
});
