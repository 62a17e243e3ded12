import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker, type NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { taskQueue } from '../contracts/names.js';

/** Running activities get this long after a signal; below an orchestrator's usual 30 s. */
const shutdownGraceMs = 15_000;
const shutdownForceMs = 20_000;
/** About 0.3 MB each with this bundle: 1,000 idle incidents cost a worker some 300 MB. */
const maxCachedWorkflows = 1_000;
const workflowTasksAtOnceMax = 60;
const activitiesAtOnceMax = 200;
const restartMs = 1_000;

const bundlePath = (): string => {
  const path = join(dirname(fileURLToPath(import.meta.url)), '../workflow-bundle.js');
  if (!existsSync(path)) throw new Error('the workflow bundle is missing: run `npm run build`');
  return path;
};

interface Running {
  native: NativeConnection;
  namespace: string;
  activities: object;
  log: Logger;
}

const createWorker = ({ native, namespace, activities }: Running): Promise<Worker> =>
  Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: { codePath: bundlePath() },
    activities,
    shutdownGraceTime: shutdownGraceMs,
    shutdownForceTime: shutdownForceMs,
    stickyQueueScheduleToStartTimeout: '1s',
    maxCachedWorkflows,
    maxConcurrentWorkflowTaskExecutions: workflowTasksAtOnceMax,
    maxConcurrentActivityTaskExecutions: activitiesAtOnceMax,
    maxConcurrentLocalActivityExecutions: activitiesAtOnceMax,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
  });

/**
 * Serves the queue until SIGTERM or SIGINT. A worker that failed, such as after the engine was
 * away for long, is replaced.
 */
export const runUntilSignal = async (running: Running): Promise<void> => {
  const { log } = running;
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  while (!stop.signal.aborted) {
    try {
      const worker = await createWorker(running);
      const shutdown = (): void => worker.shutdown();
      stop.signal.addEventListener('abort', shutdown, { once: true });
      log.info({ taskQueue }, 'worker runs');
      await worker.run();
      stop.signal.removeEventListener('abort', shutdown);
    } catch (error) {
      log.error({ err: error }, 'the worker failed and is started again');
      await sleep(restartMs);
    }
  }
};
