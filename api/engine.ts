import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

import { isErrorCode } from '../contracts/errors.js';
import { askUpdate, type Answer, type Ask } from '../contracts/names.js';
import { Refused, type RefusalValues } from '../contracts/api/refused.js';
import type { Actor, Process } from '../domain/machine.js';

/** A caller hears at most this long after asking; the engine may still do it (temporal.md §2.1). */
export const askTimeoutMs = 6_000;
/** Around continue-as-new an update may fail unapplied; resending it with its id is safe. */
const resendsMax = 4;
const resendAfterMs = 60;
const failedPrecondition = 9;
const notFoundStatus = 5;

export interface AskRequest<P extends Process> {
  workflowId: string;
  command: P['asked'];
  by: Actor;
  updateId: string;
}

/** The engine as the API uses it. */
export interface Engine {
  client: Client;
  /** Runs calls of the client under a deadline, so that an engine that is away is said soon. */
  within<T>(calls: () => Promise<T>, timeoutMs?: number): Promise<T>;
  /** Resolves when no call is under way: before that its connection must not be closed. */
  idle(): Promise<void>;
  /**
   * Sends a person's command and answers with the process after it.
   * @throws ProcessGone when no such process runs
   * @throws Refused with the machine's own code, or `unavailable`
   */
  ask<P extends Process>(request: AskRequest<P>): Promise<Answer<P>>;
}

/** No process of that id runs: it is closed, or never was. The read model knows which. */
export class ProcessGone extends Error {
  override name = 'ProcessGone';
}

/** The engine behind a client; the client's connection may be lazy and away. */
export function createEngine(client: Client): Engine {
  const underWay = new Set<Promise<unknown>>();
  const within = async <T>(calls: () => Promise<T>, timeoutMs = askTimeoutMs): Promise<T> => {
    const call = client.withDeadline(Date.now() + timeoutMs, calls);
    underWay.add(call);
    try {
      return await call;
    } finally {
      underWay.delete(call);
    }
  };
  const send = <P extends Process>(request: AskRequest<P>): Promise<Answer<P>> => {
    const ask: Ask<P> = { command: request.command, by: request.by };
    const handle = client.workflow.getHandle(request.workflowId);
    return within(() =>
      handle.executeUpdate<Answer<P>, [Ask<P>]>(askUpdate, {
        updateId: request.updateId,
        args: [ask],
      }),
    );
  };
  return {
    client,
    within,
    idle: async () => {
      await Promise.allSettled(underWay);
    },
    ask: async (request) => {
      for (let resends = 0; ; resends += 1) {
        try {
          return await send(request);
        } catch (error) {
          if (!unapplied(error) || resends >= resendsMax) throw said(error);
          await new Promise((resolve) => setTimeout(resolve, resendAfterMs * 2 ** resends));
        }
      }
    },
  };
}

/** The task failed around continue-as-new, before the update was taken. */
function unapplied(error: unknown): boolean {
  const { cause } = (error ?? {}) as { cause?: unknown };
  return [error, cause].some(
    (one) => isGrpcServiceError(one) && (one.code as number) === failedPrecondition,
  );
}

/** What an error of the engine means to the caller. */
function said(error: unknown): unknown {
  if (error instanceof WorkflowNotFoundError) return new ProcessGone();
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || unapplied(error)) {
    return new Refused('unavailable', { part: 'Temporal' });
  }
  if (error instanceof WorkflowUpdateFailedError) return refusalIn(error.cause) ?? error;
  const { cause } = (error ?? {}) as { cause?: unknown };
  if (isGrpcServiceError(cause) && (cause.code as number) === notFoundStatus) {
    return new ProcessGone();
  }
  return error;
}

function refusalIn(cause: Error | undefined): Error | undefined {
  if (!(cause instanceof ApplicationFailure)) return undefined;
  if (/closing workflow|workflow (execution )?already completed/i.test(cause.message)) {
    return new ProcessGone();
  }
  if (!cause.type || !isErrorCode(cause.type)) return undefined;
  return new Refused(cause.type, (cause.details?.[0] ?? {}) as RefusalValues);
}
