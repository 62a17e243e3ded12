import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import { createEgress } from '../../activities/notify/egress/egress.js';
import type { Message } from '../../activities/notify/channels/channel.js';
import { createMailChannel } from '../../activities/notify/channels/mail/mail.js';
import { createWebhookChannel } from '../../activities/notify/channels/webhook/webhook.js';
import { bareQueue, type BareActivities } from './names.js';

export interface BareWorkerOptions {
  temporal: string;
  namespace: string;
  database: string;
  smtp: string;
  /** The bundle of `workflows.ts` as a file. */
  bundle: string;
}

export const bareReadyWord = 'bare worker runs';

const poolMax = 20;
const graceMs = 2_000;
/** As in the product's worker, so that only the work differs. */
const limits = {
  stickyQueueScheduleToStartTimeout: '1s',
  maxCachedWorkflows: 1_000,
  maxConcurrentWorkflowTaskExecutions: 60,
  maxConcurrentActivityTaskExecutions: 200,
  maxConcurrentLocalActivityExecutions: 200,
} as const;

const text = `A page of the bare engine says about as much as a page of Baton: ${'text '.repeat(80)}`;

const messageOf = (key: string, title: string): Message => ({
  key,
  possiblyRepeated: false,
  thread: key,
  language: 'en',
  subject: title,
  text,
  facts: { title },
});

const mailFrom = 'Bench <bench@bench.example>';
const publicUrl = 'http://bench.example';

function activitiesOn(pool: pg.Pool, smtpUrl: string): BareActivities {
  const channel = createWebhookChannel(createEgress({ allowPrivate: ['127.0.0.0/8'] }));
  const mail = createMailChannel({ smtpUrl, mailFrom, publicUrl });
  return {
    writeRow: async (id, title) => {
      const insert = 'insert into bare_row (id, title) values ($1, $2) on conflict do nothing';
      await pool.query({ name: 'bare_row', text: insert, values: [id, title] });
    },
    sendPage: async (key, { url, secret }, title) => {
      const { signal } = new AbortController();
      const outcome = await channel.send({ url, secret }, messageOf(key, title), signal);
      if (outcome.kind !== 'delivered') throw new Error(outcome.reason);
    },
    sendMail: async (key, { to, title }) => {
      const { signal } = new AbortController();
      const outcome = await mail.send({ address: to }, messageOf(key, title), signal);
      if (outcome.kind !== 'delivered') throw new Error(outcome.reason);
    },
  };
}

/** Serves the bare queue until SIGTERM; prints a line when it does. */
export async function runBareWorker(options: BareWorkerOptions): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const pool = new pg.Pool({ connectionString: options.database, max: poolMax });
  pool.on('error', () => undefined);
  await pool.query('create table if not exists bare_row (id text primary key, title text)');
  const connection = await NativeConnection.connect({ address: options.temporal });
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: bareQueue,
    workflowBundle: { codePath: options.bundle },
    activities: activitiesOn(pool, options.smtp),
    shutdownGraceTime: graceMs,
    ...limits,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });
  process.once('SIGTERM', () => worker.shutdown());
  const running = worker.run();
  console.log(bareReadyWord);
  await running;
  await connection.close();
  await pool.end();
}
