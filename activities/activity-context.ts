import { Context } from '@temporalio/activity';

import type { Instant } from '../domain/machine.js';

/** What the hands take from whoever runs them, so that they run outside a worker too. */
export interface ActivityContext {
  now: () => Instant;
  /** Calls off what is under way. */
  signal: () => AbortSignal;
  /** Says that this run is alive: a killed worker is noticed by its silence. */
  heartbeat: () => void;
}

/** Inside a Temporal worker: the running activity's own signal and heartbeat. */
export const temporalActivity: ActivityContext = {
  now: () => Date.now(),
  signal: () => Context.current().cancellationSignal,
  heartbeat: () => Context.current().heartbeat(),
};

/** Well below the heartbeat timeout that workflows ask for. */
export const heartbeatEveryMs = 1_000;

/** Runs `work` with heartbeats until it is settled. */
export async function alive<R>(
  { heartbeat }: Pick<ActivityContext, 'heartbeat'>,
  work: () => Promise<R>,
): Promise<R> {
  const beating = setInterval(heartbeat, heartbeatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}
