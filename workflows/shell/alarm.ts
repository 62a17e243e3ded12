import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { VirtualClock } from './virtual-clock.js';

/** The one timer of a run. */
export interface Alarm {
  /** Makes sure something wakes the run by `due` of its clock; `undefined` asks for nothing. */
  set(due: number | undefined): void;
}

/**
 * Re-arms only when the next due moved earlier: letting a stale timer fire costs no more than it,
 * cancelling one costs two history events each time (machine.md §3).
 */
export const alarm = (clock: VirtualClock, onFire: () => void): Alarm => {
  let armedFor: number | undefined;
  let scope: CancellationScope | undefined;

  const arm = (due: number): void => {
    armedFor = due;
    scope = new CancellationScope({ cancellable: true });
    void scope
      .run(() => sleep(clock.sleepMs(due)))
      .then(() => {
        armedFor = undefined;
        onFire();
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  };

  return {
    set: (due) => {
      if (due === undefined || (armedFor !== undefined && armedFor <= due)) return;
      scope?.cancel();
      arm(due);
    },
  };
};
