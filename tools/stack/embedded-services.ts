import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.js';
import { startProgram } from './node-program.js';
import { LOOPBACK } from './ports.js';
import { createDatabase, startPostgres, type PostgresServer } from './postgres.js';
import { StackError } from './stack-error.js';
import { addPart, type Services, type StackRun } from './stack-run.js';
import { GoMissingError, temporalBinaries, type TemporalBinaries } from './temporal-binaries.js';
import { downloadedDevServer, startDevServer } from './temporal-dev-server.js';
import { startTemporal } from './temporal-server.js';

const batonDatabase = 'baton';
const mailboxReadyMs = 15_000;
const mailboxPollMs = 30;
const mailboxStopMs = 3_000;

/** Starts what the configuration does not name, side by side, and says where everything is. */
export async function startServices(run: StackRun): Promise<Services> {
  const { config } = run;
  const needsPostgres = config.databaseUrl === undefined || config.temporalAddress === undefined;
  const pending: PendingStart = {};
  const postgres = needsPostgres ? postgresPart(run, pending) : undefined;
  const [databaseUrl, temporalAddress, mail] = await allSettledOrThrow([
    config.databaseUrl ?? batonDatabaseOn(present(postgres)),
    config.temporalAddress ?? temporalOn(run, present(postgres), pending),
    config.smtpUrl === undefined ? mailboxPart(run) : { smtpUrl: config.smtpUrl },
  ]);
  const mailboxUrl = config.mailboxUrl ?? ('url' in mail ? mail.url : undefined);
  run.file.set({
    postgres: databaseUrl,
    temporal: temporalAddress,
    ...(mailboxUrl === undefined ? {} : { mailbox: mailboxUrl }),
  });
  return {
    databaseUrl,
    temporalAddress,
    smtpUrl: mail.smtpUrl,
    ...(mailboxUrl === undefined ? {} : { mailboxUrl }),
  };
}

/** A start of Temporal whose database goes away hangs for 20 s and then gives up. */
interface PendingStart {
  temporal?: AbortController;
}

async function postgresPart(run: StackRun, pending: PendingStart): Promise<PostgresServer> {
  const log = run.log('postgres');
  const server = await addPart(run, 'postgres', async () => {
    const started = await startPostgres({
      dataDir: join(run.config.dataDir, 'postgres'),
      port: run.ports.postgres,
      onOutput: log.write,
    });
    pending.temporal?.abort();
    return started;
  });
  run.say(`PostgreSQL runs on ${server.host}:${server.port}`);
  return server;
}

async function batonDatabaseOn(postgres: Promise<PostgresServer>): Promise<string> {
  const server = await postgres;
  await createDatabase(server, batonDatabase);
  return server.url(batonDatabase);
}

/** A first build of the server runs while PostgreSQL starts. */
async function temporalOn(
  run: StackRun,
  postgres: Promise<PostgresServer>,
  pending: PendingStart,
): Promise<string> {
  const [binaries, store] = await Promise.all([binariesOrNone(run), postgres]);
  run.goOn();
  if (binaries === undefined) return devServerOn(run);
  const log = run.log('temporal');
  const server = await addPart(run, 'temporal', async () => {
    pending.temporal = new AbortController();
    const started = await startTemporal({
      binaries,
      postgres: store,
      dataDir: join(run.config.dataDir, 'temporal'),
      namespace: run.config.temporalNamespace,
      ports: run.ports.temporal,
      onOutput: log.write,
      signal: pending.temporal.signal,
    });
    delete pending.temporal;
    return started;
  });
  run.say(`Temporal runs on ${server.address}`);
  return server.address;
}

/** Without Go there is nothing to build with: says so, and the fallback is tried. */
async function binariesOrNone(run: StackRun): Promise<TemporalBinaries | undefined> {
  try {
    return await temporalBinaries({ onProgress: run.say });
  } catch (error) {
    if (!(error instanceof GoMissingError)) throw error;
    run.say(error.message);
    run.say('Trying the development server of the Temporal SDK instead (a download)');
    return undefined;
  }
}

async function devServerOn(run: StackRun): Promise<string> {
  const log = run.log('temporal');
  const cli = await downloadedDevServer();
  const server = await addPart(run, 'temporal', () =>
    startDevServer({
      cli,
      folder: join(run.config.dataDir, 'temporal'),
      port: run.ports.temporal[0] ?? 0,
      namespace: run.config.temporalNamespace,
      onOutput: log.write,
    }),
  );
  run.say(`The Temporal development server runs on ${server.address}`);
  return server.address;
}

async function mailboxPart(run: StackRun): Promise<{ smtpUrl: string; url: string }> {
  const { smtp, mailbox } = run.ports;
  const url = `http://${LOOPBACK}:${mailbox}`;
  const args = ['--smtp-port', String(smtp), '--http-port', String(mailbox)];
  args.push('--folder', join(run.config.dataDir, 'mail'));
  await addPart(run, 'mailbox', async () => {
    const child = await startProgram({
      name: 'mailbox',
      file: run.programs.mailbox,
      args,
      env: { ...process.env },
      stopMs: mailboxStopMs,
      log: run.log('mailbox'),
      say: run.say,
    });
    await untilItAnswers(url, child);
    return child;
  });
  run.say(`The mailbox runs on ${url}`);
  return { smtpUrl: `smtp://${LOOPBACK}:${smtp}`, url };
}

async function untilItAnswers(url: string, child: Child): Promise<void> {
  let ended = false;
  void child.exited.then(() => (ended = true));
  const until = performance.now() + mailboxReadyMs;
  while (!ended && performance.now() < until) {
    const answer = await fetch(`${url}/api/messages?since=9999-01-01`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(mailboxPollMs);
  }
  await child.stop();
  throw new StackError(`The mailbox does not answer at ${url}; its log says why.`);
}

/** Waits for all, so that nothing still starts behind the back of whoever handles the error. */
async function allSettledOrThrow<T extends readonly unknown[]>(
  work: [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return (await Promise.all(work)) as { [K in keyof T]: Awaited<T[K]> };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('PostgreSQL was not started');
  return value;
}
