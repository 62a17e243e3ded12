import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import pino from 'pino';
import { register } from 'prom-client';
import { temporalActivity } from '../activities/activity-context.js';
import { createHeartbeatActivities } from '../activities/heartbeat/heartbeat.js';
import { createIncidentActivities } from '../activities/incident.js';
import { latenessObserver } from '../activities/metrics.js';
import { closeChannels, createChannels } from '../activities/notify/channels/create-channels.js';
import { createEgress } from '../activities/notify/egress/egress.js';
import { startDispatcher } from '../activities/webhooks/dispatcher.js';
import { ConfigError, defaultPort, readServiceConfig, type ServiceConfig } from '../config.js';
import { taskQueue } from '../contracts/names.js';
import { createIntake } from '../intake/admit.js';
import { heartbeatAdmit, watchHeartbeats } from '../intake/heartbeat.js';
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

interface Opened extends ReturnType<typeof openIntake> {
  config: ServiceConfig;
  publicUrl: string;
  channels: ReturnType<typeof openChannels>;
}

const openActivities = ({ config, publicUrl, database, channels, client, intake }: Opened) => ({
  ...createIncidentActivities({
    database,
    channels,
    publicUrl,
    zone: config.timeZone,
    ...temporalActivity,
    observe: latenessObserver(register),
    workflows: client.workflow,
    admit: async (event, closed) =>
      intake.readmit(await sourceOf(database, event.integration), event, closed),
  }),
  ...createHeartbeatActivities({ database, admit: heartbeatAdmit({ database, intake }) }),
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
  const activities = openActivities({ config, publicUrl, database, channels, client, intake });
  watchHeartbeats({ database, client, taskQueue }).catch((error: unknown) => {
    log.warn({ err: error }, 'heartbeats are watched from their next beat on');
  });
  const dispatcher = startDispatcher({
    database,
    egress: createEgress({ allowPrivate: config.allowPrivateEgress }),
    now: Date.now,
    onError: (error) => log.warn({ err: error }, 'webhooks wait for the records'),
  });
  try {
    await runUntilSignal({ native, namespace: config.temporalNamespace, activities, log });
  } finally {
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
