import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from './node-program.js';
import { LOOPBACK } from './ports.js';
import { StackError } from './stack-error.js';
import type { PartName } from './stack-file.js';
import { addPart, type Services, type StackRun } from './stack-run.js';

const apiStopMs = 10_000;
const workerStopMs = 25_000;
const readyTimeoutMs = 180_000;
const readyPollMs = 50;
/** A program that ends this often before the stack was ready will not come up by itself. */
const failuresMax = 5;

/** The address of the API on this machine. */
export function apiUrl(run: StackRun): string {
  return `http://${LOOPBACK}:${run.apiPort}`;
}

/** Starts the worker and the API and resolves when `/ready` answers 200. */
export async function startOwnPrograms(run: StackRun, services: Services): Promise<void> {
  const env = programEnv(run, services);
  const program = (name: PartName, file: string, stopMs: number) =>
    addPart(run, name, () =>
      startProgram({ name, file, env, stopMs, log: run.log(name), say: run.say }),
    );
  await Promise.all([
    program('worker', run.programs.worker, workerStopMs),
    program('api', run.programs.api, apiStopMs),
  ]);
  run.file.set({ api: apiUrl(run) });
  await untilReady(run);
}

async function untilReady(run: StackRun): Promise<void> {
  const until = performance.now() + readyTimeoutMs;
  let last = 'no answer';
  while (performance.now() < until) {
    run.goOn();
    const answer = await fetch(`${apiUrl(run)}/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (answer !== undefined) last = await answer.text();
    for (const part of run.parts.values()) {
      if (part.failures() < failuresMax) continue;
      throw new StackError(`The ${part.name} keeps ending; see ${run.log(part.name).path}`);
    }
    await sleep(readyPollMs);
  }
  throw new StackError(`Baton did not become ready: ${last}`);
}

/** The environment of Baton's own programs: every variable of `config.ts`. */
export function programEnv(run: StackRun, services: Services): NodeJS.ProcessEnv {
  const { config } = run;
  return {
    ...process.env,
    DATABASE_URL: services.databaseUrl,
    TEMPORAL_ADDRESS: services.temporalAddress,
    TEMPORAL_NAMESPACE: config.temporalNamespace,
    SMTP_URL: services.smtpUrl,
    PORT: String(run.apiPort),
    PUBLIC_URL: config.publicUrl ?? apiUrl(run),
    MAILBOX_URL: services.mailboxUrl ?? '',
    BATON_DATA: config.dataDir,
    BATON_ADMIN_KEY: run.adminKey,
    BATON_SEED: config.seed,
    ALLOW_PRIVATE_EGRESS: [...config.allowPrivateEgress, '127.0.0.0/8', '::1/128'].join(','),
    LOG_LEVEL: config.logLevel,
  };
}
