import { setTimeout as sleep } from 'node:timers/promises';
import { reconcileSchedules } from './schedules.js';
import type { ReviewDeps } from './start-cycle.js';

/** A change that met an engine which was away is made up for within this time. */
const lookEveryMs = 10 * 60_000;
const againMs = 30_000;

export interface ScheduleWatch {
  /** Looks no more, and resolves when the look under way has ended. */
  stop(): Promise<void>;
}

/** Keeps the engine's schedules in line with the records until stopped; any worker may. */
export const watchReviewSchedules = (
  deps: ReviewDeps & { onError: (error: unknown) => void },
): ScheduleWatch => {
  const stopped = new AbortController();
  const { signal } = stopped;
  const look = async (): Promise<number> => {
    try {
      await reconcileSchedules(deps);
      return lookEveryMs;
    } catch (error) {
      deps.onError(error);
      return againMs;
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const wait = await look();
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopped.abort();
      return running;
    },
  };
};
