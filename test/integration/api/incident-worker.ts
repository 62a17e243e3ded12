import { Client, Connection } from '@temporalio/client';

import {
  closeChannels,
  createChannels,
} from '../../../activities/notify/channels/create-channels.js';
import { createIntake } from '../../../intake/admit.js';
import { startMailServer, type MailServer } from '../../support/smtp.js';
import { testStack } from '../../support/test-stack.js';
import { createActivities } from '../../../worker/activities.js';
import { runWorker } from '../../support/worker.js';
import type { RunningApi } from './running-api.js';

export interface IncidentWorker {
  mail: MailServer;
  stop(): Promise<void>;
}

/** A worker with the product's own hands over the API's database, and a mail server for its pages. */
export async function runIncidentWorker({ deps }: RunningApi): Promise<IncidentWorker> {
  const { temporal } = testStack();
  const mail = await startMailServer();
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: temporal.namespace });
  const { database, taskQueue } = deps;
  const publicUrl = deps.settings.publicUrl;
  const egress = { allowPrivate: true };
  const mailFrom = 'baton@baton.test';
  const channels = createChannels({ smtpUrl: mail.url, mailFrom, publicUrl, egress });
  const intake = createIntake({ database, client, taskQueue, now: Date.now });
  const activities = createActivities({
    database,
    channels,
    publicUrl,
    zone: 'Asia/Shanghai',
    now: Date.now,
    observe: () => undefined,
    signal: () => new AbortController().signal,
    heartbeat: () => undefined,
    client,
    intake,
    taskQueue,
  });
  const worker = await runWorker({ activities, taskQueue });
  return {
    mail,
    stop: async () => {
      await worker.stop();
      await closeChannels(channels);
      await connection.close();
      await mail.close();
    },
  };
}
