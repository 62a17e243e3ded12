import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../records/database.js';
import { claimDeliveries, settleDelivery, type Claimed } from '../../records/webhook/dispatch.js';
import { attempt, type AttemptDependencies } from './attempt.js';

const atOnceMax = 20;
/** A slow receiver holds back only itself. */
const atOncePerWebhookMax = 4;
/** Longer than an attempt (5 s) and the write after it take; a dead worker's are taken up then. */
const leaseMs = 30_000;
const idleMs = 1_000;
/** Deliveries given up in a row after which a subscription is paused (style.md §3.2). */
const pauseAfter = 3;

export interface DispatcherDependencies extends AttemptDependencies {
  database: Database;
  /** The records are away; it tries again by itself. */
  onError: (error: unknown) => void;
}

export interface Dispatcher {
  /** Takes no more, and resolves when what is under way has come to rest. */
  stop(): Promise<void>;
}

/**
 * Sends the outgoing webhooks that projections left in their table, until stopped. Every worker
 * runs one; all that they know is in the rows, so any of them may die at any moment.
 */
export function startDispatcher(deps: DispatcherDependencies): Dispatcher {
  const { database, now, onError } = deps;
  const underWay = new Map<Promise<void>, string>();
  const stopped = new AbortController();

  const one = async (claimed: Claimed): Promise<void> => {
    try {
      await settleDelivery(database, await attempt(deps, claimed), pauseAfter);
    } catch (error) {
      onError(error);
    }
  };

  const launch = (claimed: Claimed): void => {
    const sending = one(claimed).finally(() => underWay.delete(sending));
    underWay.set(sending, claimed.webhook);
  };

  const claim = async (): Promise<Claimed[]> => {
    const max = atOnceMax - underWay.size;
    if (max <= 0) return [];
    const at = now();
    try {
      return await claimDeliveries(database, {
        now: new Date(at),
        leaseUntil: new Date(at + leaseMs),
        max,
        maxPerWebhook: atOncePerWebhookMax,
        busy: [...new Set(underWay.values())],
      });
    } catch (error) {
      onError(error);
      return [];
    }
  };

  /** Until something came to rest, or for a while, or until it is stopped. */
  const rest = async (): Promise<void> => {
    const over = new AbortController();
    const signal = AbortSignal.any([stopped.signal, over.signal]);
    const idle = sleep(idleMs, undefined, { signal }).catch(() => undefined);
    await Promise.race([idle, ...underWay.keys()]);
    over.abort();
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      for (const claimed of await claim()) launch(claimed);
      await rest();
    }
    await Promise.all(underWay.keys());
  };

  const running = run();
  return {
    stop: () => {
      stopped.abort();
      return running;
    },
  };
}
