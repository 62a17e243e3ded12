import { randomUUID } from 'node:crypto';
import {
  DefaultLogger,
  IllegalStateError,
  NativeConnection,
  Runtime,
  Worker,
} from '@temporalio/worker';
import { testStack } from './test-stack.js';

export interface RunningWorker {
  taskQueue: string;
  /** Lets running activities end, then leaves. Throws what made the worker fail, if it did. */
  stop(): Promise<void>;
}

export interface TestWorkerOptions {
  activities: object;
  /** Default: one of its own, so that no test file takes the work of another. */
  taskQueue?: string;
  /** Default: the product's workflows as built by `npm test`. */
  workflowBundle?: string;
}

const maxCachedWorkflows = 100;

/** A new task queue name. */
export function uniqueTaskQueue(): string {
  return `test-${randomUUID()}`;
}

/** Runs a worker of the test stack in this process until `stop`. */
export async function runWorker(options: TestWorkerOptions): Promise<RunningWorker> {
  quietRuntime();
  const stack = testStack();
  const taskQueue = options.taskQueue ?? uniqueTaskQueue();
  const connection = await NativeConnection.connect({ address: stack.temporal.address });
  const worker = await Worker.create({
    connection,
    namespace: stack.temporal.namespace,
    taskQueue,
    workflowBundle: { codePath: options.workflowBundle ?? stack.workflowBundle },
    activities: options.activities,
    maxCachedWorkflows,
    stickyQueueScheduleToStartTimeout: '1s',
    shutdownGraceTime: '2s',
    shutdownForceTime: '5s',
  });
  const ended = worker.run().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const stop = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    const failure = await ended;
    await connection.close();
    if (failure !== undefined && !isLateFinalize(failure.error)) throw failure.error;
  };
  return { taskQueue, stop };
}

/**
 * The core counts a poll that has just answered as a reference for some microseconds more; a worker
 * that drained meanwhile is refused its last step. Everything was stopped by then.
 */
const isLateFinalize = (error: unknown): boolean =>
  error instanceof IllegalStateError && /Worker still in use/.test(error.message);

let installed = false;

/** The core allows one installation per process (here: per test file). */
function quietRuntime(): void {
  if (installed) return;
  installed = true;
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
}
