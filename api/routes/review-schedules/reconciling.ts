import { dropSchedule, reconcileSchedules } from '../../../intake/review/schedules.js';
import type { ReviewDeps } from '../../../intake/review/start-cycle.js';
import { findSchedule } from '../../../records/review/schedules.js';
import type { RawCall, Route } from '../../route.js';

export const reviewDeps = ({ deps }: Pick<RawCall, 'deps'>): ReviewDeps => {
  const { database, engine, taskQueue, now } = deps;
  return { database, client: engine.client, taskQueue, now };
};

/**
 * A route that writes a schedule: afterwards the engine's own is brought in line. With the engine
 * away the write stands, and a worker makes up for it within minutes.
 */
export function reconciling(route: Route): Route {
  return {
    ...route,
    prepare: (call) => {
      const write = route.prepare(call);
      return async () => {
        const answered = await write();
        const { engine, log } = call.deps;
        const deps = reviewDeps(call);
        const { id } = call.params as { id?: string };
        try {
          await engine.within(async () => {
            await reconcileSchedules(deps);
            const gone = id !== undefined && !(await findSchedule(call.db, id));
            if (gone) await dropSchedule(deps, id);
          });
        } catch (error) {
          log.warn({ err: error }, 'the schedule is brought in line later');
        }
        return answered;
      };
    },
  };
}
