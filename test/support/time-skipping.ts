import { randomUUID } from 'node:crypto';
import { InterceptingCall, type Interceptor } from '@grpc/grpc-js';
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { testStack } from './test-stack.js';

const { workflowservice } = proto.temporal.api;
const { FastForwardPollingResult } = proto.temporal.api.enums.v1;

/** Bounds retries whose backoff is skipped; a quarter of daily reminders needs a few hundred. */
const skipsMax = 5_000;
const pollsMax = 20;
const updateMask = 'time_skipping_config';

/**
 * - `on-request`: time runs as usual but for `fastForward`; for tests that act at a given time.
 * - `always`: whatever waits for a time gets it at once; for tests that only look at the end.
 *
 * In both ways an activity or an open child holds time still.
 */
export type Skipping = 'on-request' | 'always';

export interface TimeSkippingClient {
  client: Client;
  close(): Promise<void>;
}

/** A client of the test stack whose workflows (and theirs) can skip time. */
export async function connectTimeSkipping(skipping: Skipping): Promise<TimeSkippingClient> {
  const { address, namespace } = testStack().temporal;
  const connection = await Connection.connect({
    address,
    interceptors: [
      makeGrpcRetryInterceptor(defaultGrpcRetryOptions()),
      timeSkippingStarts(skipping === 'always'),
    ],
  });
  return { client: new Client({ connection, namespace }), close: () => connection.close() };
}

/**
 * Lets `durationMs` pass for a running workflow and returns when it has: its timers fire in
 * order, its activities run. Throws when the workflow ends before.
 */
export async function fastForward(
  client: Client,
  workflowId: string,
  durationMs: number,
): Promise<void> {
  await assertTimeSkipping(client, workflowId);
  const id = randomUUID();
  const target = { namespace: client.options.namespace, workflowExecution: { workflowId } };
  await client.workflowService.updateWorkflowExecutionOptions({
    ...target,
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id, duration: msToTs(durationMs) },
        maxSessionSkipCount: skipsMax,
      },
    },
    updateMask: { paths: [updateMask] },
  });
  for (let poll = 0; poll < pollsMax; poll += 1) {
    const answer = await client.workflowService.pollWorkflowExecutionTimeSkipping({
      ...target,
      fastForwardId: id,
    });
    const result = answer.fastForwardPollingResult;
    if (result === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) {
      return;
    }
    if (result === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED) {
      throw new Error(`${workflowId} cannot be moved by ${durationMs} ms: ${answer.failedReason}`);
    }
  }
  throw new Error(`${workflowId} did not get through ${durationMs} ms: an activity never ends?`);
}

/** The workflow's own time in epoch milliseconds. */
export async function virtualNow(client: Client, workflowId: string): Promise<number> {
  const { currentTime } = await assertTimeSkipping(client, workflowId);
  return Number(currentTime?.seconds ?? 0) * 1000 + Math.floor((currentTime?.nanos ?? 0) / 1e6);
}

/** A server that does not know time skipping drops the field in silence; a test must not. */
async function assertTimeSkipping(client: Client, workflowId: string) {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const info = raw.workflowExtendedInfo?.timeSkippingInfo;
  if (!info) {
    throw new Error(
      `${workflowId} cannot skip time: the server is too old, or the workflow was started by a ` +
        'client that is not from connectTimeSkipping.',
    );
  }
  return info;
}

interface Codec {
  decode(bytes: Uint8Array): object;
  encode(message: object): { finish(): Uint8Array };
}

/** The requests that start workflows, and where in them the start lies. */
const starts: { path: string; codec: Codec; startsOf: (request: object) => object[] }[] = [
  {
    path: '/StartWorkflowExecution',
    codec: workflowservice.v1.StartWorkflowExecutionRequest as unknown as Codec,
    startsOf: (request) => [request],
  },
  {
    path: '/SignalWithStartWorkflowExecution',
    codec: workflowservice.v1.SignalWithStartWorkflowExecutionRequest as unknown as Codec,
    startsOf: (request) => [request],
  },
  {
    path: '/ExecuteMultiOperation',
    codec: workflowservice.v1.ExecuteMultiOperationRequest as unknown as Codec,
    startsOf: (request) => {
      const { operations } = request as { operations: { startWorkflow?: object | null }[] };
      return operations.flatMap((operation) => operation.startWorkflow ?? []);
    },
  },
];

/** The message reaching the interceptor is encoded already: decode, set the field, encode. */
function timeSkippingStarts(enabled: boolean): Interceptor {
  return (options, nextCall) => {
    const start = starts.find(({ path }) => options.method_definition.path.endsWith(path));
    return new InterceptingCall(nextCall(options), {
      sendMessage: (message: Uint8Array, next) => {
        if (start === undefined) return next(message);
        const request = start.codec.decode(message);
        for (const one of start.startsOf(request)) {
          Object.assign(one, { timeSkippingConfig: { enabled, maxSessionSkipCount: skipsMax } });
        }
        next(Buffer.from(start.codec.encode(request).finish()));
      },
    });
  };
}
