import { setTimeout as sleep } from 'node:timers/promises';
import { tellConflicts, type WindowDeps } from './windows.js';

/** A directory that changed, or an intake that was away, is seen at most this much later. */
const lookEveryMs = 60_000;

export interface WindowWatchDeps extends WindowDeps {
  /** Epoch milliseconds. */
  now: () => number;
  /** Records or engine are away; it looks again by itself. */
  onError: (error: unknown) => void;
}

export interface WindowWatch {
  stop(): Promise<void>;
}

/**
 * Looks for overlapping windows again and again, so that a finding which nobody could be told of,
 * or which only a later change of the directory shows, is not forgotten. Every worker runs one;
 * all that it knows is in the rows.
 */
export function startWindowWatch({ now, onError, ...deps }: WindowWatchDeps): WindowWatch {
  const stopped = new AbortController();
  const { signal } = stopped;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await tellConflicts(deps, new Date(now())).catch(onError);
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
