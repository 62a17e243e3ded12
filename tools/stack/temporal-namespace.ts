import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { errorCode } from './error-code.js';
import { StackError } from './stack-error.js';

const readyTimeoutMs = 60_000;
const callTimeoutMs = 5_000;
const pollMs = 50;
const hourMs = 3_600_000;
/** The SDK's retry throws outside of any promise when its connection is closed meanwhile. */
const withoutRetries: [] = [];
const quickReconnect = {
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.min_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 200,
};
/** gRPC status numbers. */
const notFound = 5;
const alreadyExists = 6;

export interface NamespaceOptions {
  address: string;
  namespace: string;
  /** How long closed histories are kept. */
  retentionHours: number;
  /** Settles when the server has ended, so that nobody waits for the dead. */
  ended: Promise<unknown>;
}

/** Waits until the server is healthy, registers the namespace when missing, until it is usable. */
export async function ensureNamespace(options: NamespaceOptions): Promise<void> {
  const connection = Connection.lazy({
    address: options.address,
    interceptors: withoutRetries,
    channelArgs: quickReconnect,
  });
  let over = false;
  void options.ended.then(() => (over = true));
  let last: unknown;
  const until = performance.now() + readyTimeoutMs;
  try {
    while (!over && performance.now() < until) {
      try {
        const used = connection.withDeadline(Date.now() + callTimeoutMs, () =>
          useNamespace(connection, options),
        );
        used.catch(() => undefined);
        await Promise.race([used, options.ended]);
        if (!over) return;
      } catch (error) {
        last = error;
        await sleep(pollMs);
      }
    }
  } finally {
    await connection.close();
  }
  throw new StackError(
    over
      ? 'The Temporal server ended while it was starting.'
      : `Temporal at ${options.address} is not usable: ${String(last)}`,
  );
}

/** Listing goes through every role that must know the namespace before work can start. */
async function useNamespace(connection: Connection, options: NamespaceOptions): Promise<void> {
  const service = connection.workflowService;
  const { namespace } = options;
  try {
    await service.listWorkflowExecutions({ namespace, pageSize: 1 });
    return;
  } catch (error) {
    if (errorCode(error) !== notFound) throw error;
  }
  try {
    await service.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(options.retentionHours * hourMs),
    });
  } catch (error) {
    if (errorCode(error) !== alreadyExists) throw error;
  }
  await service.listWorkflowExecutions({ namespace, pageSize: 1 });
}
