import { temporalActivity } from '../../activities/activity-context.js';
import { closeChannels, createChannels } from '../../activities/notify/channels/create-channels.js';
import { sendDueDigests } from '../../activities/promise/digest.js';
import { createIntake } from '../../intake/admit.js';
import { startDueShifts, type Looked } from '../../intake/shift-watch.js';
import { openDatabase } from '../../records/database.js';
import type { TimeSkippingClient } from '../support/time-skipping.js';
import { createActivities } from '../../worker/activities.js';
import { runWorker, type RunningWorker } from '../support/worker.js';
import type { Ground } from './desk.js';

/** The worker with the product's own hands; it can go home and come back. */
export interface Shift {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Looks for changes of duty as of `now` (epoch milliseconds), as every worker does. */
  lookAtDuty(now: number): Promise<Looked>;
  /** Sends the weekly digests owed as of `now`, as every worker does; answers to whom. */
  sendDigests(now: number): Promise<string[]>;
  close(): Promise<void>;
}

interface Around {
  publicUrl: string;
  smtpUrl: string;
  skipping: TimeSkippingClient;
}

const mailFrom = 'Baton <baton@baton.test>';

/** Starts a worker that pages by mail to `smtpUrl` and by HTTP to this machine. */
export async function startShift(ground: Ground, around: Around): Promise<Shift> {
  const { taskQueue, clock } = ground;
  const { publicUrl, smtpUrl, skipping } = around;
  const { client } = skipping;
  const database = openDatabase(ground.databaseUrl);
  const egress = { allowPrivate: true };
  const channels = createChannels({ smtpUrl, mailFrom, publicUrl, egress });
  const intake = createIntake({ database, client, taskQueue, now: clock });
  const activities = createActivities({
    ...temporalActivity,
    database,
    channels,
    publicUrl,
    zone: 'Asia/Shanghai',
    now: clock,
    observe: () => undefined,
    client,
    intake,
    taskQueue,
  });
  let working: RunningWorker | undefined;
  const start = async (): Promise<void> => {
    working ??= await runWorker({ activities, taskQueue });
  };
  const stop = async (): Promise<void> => {
    await working?.stop();
    working = undefined;
  };
  await start();
  return {
    start,
    stop,
    lookAtDuty: (now) => startDueShifts({ database, client, taskQueue, now: () => now }),
    sendDigests: (now) =>
      sendDueDigests({
        ...{ database, channels, publicUrl, zone: 'Asia/Shanghai', now: () => now },
        observe: () => undefined,
        signal: () => new AbortController().signal,
        heartbeat: () => undefined,
      }),
    close: async () => {
      await stop();
      await closeChannels(channels);
      await database.close();
    },
  };
}
