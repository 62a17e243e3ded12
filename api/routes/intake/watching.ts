import { integrationWritten } from '../../../intake/heartbeat.js';
import type { ApiDeps } from '../../deps.js';
import type { Answered, RawCall, Route } from '../../route.js';

/**
 * A route that writes an integration: afterwards the watch over its heartbeat knows. With the engine
 * away the write stands, and the watch is told at the next start of a worker.
 */
export function watching(route: Route): Route {
  return {
    ...route,
    prepare: (call) => {
      const write = route.prepare(call);
      return async () => {
        const answered = await write();
        await tellWatch(call.deps, idOf(call, answered));
        return answered;
      };
    },
  };
}

function idOf({ params }: RawCall, { body }: Answered): string {
  const { id } = { ...(body as { id?: string } | undefined), ...(params as { id?: string }) };
  if (id === undefined) throw new Error('a write of an integration names it');
  return id;
}

async function tellWatch({ database, engine, taskQueue, log }: ApiDeps, id: string) {
  const { client } = engine;
  try {
    await engine.within(() => integrationWritten({ database, client, taskQueue }, id));
  } catch (error) {
    log.warn({ err: error, integration: id }, 'a heartbeat watch was not told of a change');
  }
}
