import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import pino from 'pino';
import { register } from 'prom-client';
import { temporalActivity } from '../activities/activity-context.js';
import { createIncidentActivities } from '../activities/incident.js';
import { latenessObserver } from '../activities/metrics.js';
import { closeChannels, createChannels } from '../activities/notify/channels/create-channels.js';
import { ConfigError, defaultPort, readServiceConfig, type ServiceConfig } from '../config.js';
import { taskQueue } from '../contracts/names.js';
import { createIntake } from '../intake/admit.js';
import { openDatabase } from '../records/database.js';
import { sourceOf } from '../records/intake/source.js';
import { connectPatiently } from './connect.js';
import { runUntilSignal } from './run.js';
import { installRuntime } from './runtime.js';

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
  const activities = createIncidentActivities({
    database,
    channels,
    publicUrl,
    zone: config.timeZone,
    ...temporalActivity,
    observe: latenessObserver(register),
    workflows: client.workflow,
    admit: async (event, closed) =>
      intake.readmit(await sourceOf(database, event.integration), event, closed),
  });
  try {
    await runUntilSignal({ native, namespace: config.temporalNamespace, activities, log });
  } finally {
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
