import { createIntakeLog } from '../../../intake/log.js';
import type { ReceiveDeps } from '../../../intake/receive.js';
import { createSources, type Sources } from '../../../intake/sources.js';
import type { ApiDeps } from '../../deps.js';

/** What the intake's routes share within one API process: the cache and the log. */
export interface Gate extends ReceiveDeps {
  sources: Sources;
}

/** One body is through within this time, thousands of events included, or its source sends it again. */
const bodyTimeoutMs = 60_000;

const gates = new WeakMap<ApiDeps, Gate>();

/** The gate of an API; made at its first use, and the same one from then on. */
export function gateOf(deps: ApiDeps): Gate {
  const made = gates.get(deps) ?? createGate(deps);
  gates.set(deps, made);
  return made;
}

function createGate({ database, engine, intake, taskQueue, now, log }: ApiDeps): Gate {
  return {
    database,
    client: engine.client,
    taskQueue,
    intake,
    sources: createSources(database, now),
    log: createIntakeLog(database, (error) => {
      log.warn({ err: error }, 'lines of the intake log were lost');
    }),
  };
}

/** Runs the admission of one body. */
export const admitting = <T>({ engine }: ApiDeps, work: () => Promise<T>): Promise<T> =>
  engine.within(work, bodyTimeoutMs);
