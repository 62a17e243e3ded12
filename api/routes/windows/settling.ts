import { tellConflicts } from '../../../intake/windows.js';
import type { Route } from '../../route.js';

/**
 * A route that writes a window, a pair or what they stand on: afterwards overlaps are looked for.
 * With the engine away the write stands, and a worker says what was found within a minute.
 */
export function settling(route: Route): Route {
  return {
    ...route,
    prepare: (call) => {
      const write = route.prepare(call);
      return async () => {
        const answered = await write();
        const { database, engine, intake, log, now } = call.deps;
        try {
          await engine.within(() => tellConflicts({ database, intake }, new Date(now())));
        } catch (error) {
          log.warn({ err: error }, 'overlapping windows are told of later');
        }
        return answered;
      };
    },
  };
}
