import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { IntakeEvent } from '../contracts/intake/event.js';
import { heartbeatClockOf, optionsSchemaOf } from '../contracts/intake/options.js';
import { idPrefix, tellSignal, workflowTypes, type ProcessStart } from '../contracts/names.js';
import type { Heartbeat } from '../domain/heartbeat/process.js';
import type { HeartbeatInput } from '../domain/heartbeat/state.js';
import type { Database } from '../records/database.js';
import { noteBeat } from '../records/heartbeat/beats.js';
import {
  heartbeatIntegrations,
  integrationNow,
  type WatchedRow,
} from '../records/heartbeat/watched.js';
import { sourceOf } from '../records/intake/source.js';
import type { Admission, Intake } from './admit.js';
import { promptly, tellProcess } from './engine.js';
import { readableSource, type ReadableSource } from './sources.js';

export interface WatchDeps {
  client: Client;
  taskQueue: string;
}

/** The workflow id of an integration's watch. */
export const heartbeatId = (integration: string): string => `${idPrefix.heartbeat}${integration}`;

const inputOf = (integration: WatchedRow): HeartbeatInput | undefined => {
  const options = optionsSchemaOf('heartbeat').safeParse(integration.options);
  const clock = options.success ? heartbeatClockOf(options.data) : undefined;
  return clock && { integration: integration.id, name: integration.name, ...clock };
};

/**
 * Begins the watch of a heartbeat integration, or tells the running one what it is now: its rhythm,
 * or that it is disabled. Nothing for another format. Repeating it is
 * harmless.
 */
export const watchHeartbeat = async (
  { client, taskQueue }: WatchDeps,
  integration: WatchedRow,
): Promise<void> => {
  const input = integration.format === 'heartbeat' ? inputOf(integration) : undefined;
  if (!input) return;
  const { name, intervalMs, graceMs } = input;
  const word: Heartbeat['told'] = integration.disabledAt
    ? { type: 'pause' }
    : { type: 'watch', name, intervalMs, graceMs };
  const start: ProcessStart<Heartbeat> = { process: 'heartbeat', input };
  try {
    await client.workflow.signalWithStart(workflowTypes.heartbeat, {
      taskQueue,
      workflowId: heartbeatId(integration.id),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [start],
      signal: tellSignal,
      signalArgs: [word],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
};

/** Ends the watch of an integration that was deleted. */
const forgetHeartbeat = async (
  { client }: Pick<WatchDeps, 'client'>,
  integration: string,
): Promise<void> => {
  await tellProcess<Heartbeat>(client, heartbeatId(integration), { type: 'forget' });
};

/** After a write to an integration: its watch is told what it is now, or that it is gone. */
export const integrationWritten = async (
  deps: WatchDeps & { database: Database },
  id: string,
): Promise<void> => {
  const integration = await integrationNow(deps.database, id);
  if (integration) await watchHeartbeat(deps, integration);
  else await forgetHeartbeat(deps, id);
};

/** Makes sure that every heartbeat integration is watched; at the start of a process. */
export const watchHeartbeats = async (deps: WatchDeps & { database: Database }): Promise<void> => {
  for (const integration of await heartbeatIntegrations(deps.database)) {
    await watchHeartbeat(deps, integration);
  }
};

interface BeatDeps extends WatchDeps {
  database: Database;
  intake: Intake;
}

interface Beat {
  source: ReadableSource;
  event: IntakeEvent;
  /** Epoch milliseconds. */
  at: number;
}

const heard = async (deps: BeatDeps, { source, event, at }: Beat): Promise<Admission> => {
  const noted = await noteBeat(deps.database, { integration: source.id, at: new Date(at) });
  if (!noted.watched) await watchHeartbeat(deps, { ...source, disabledAt: null });
  const { dedupKey } = event;
  if (!noted.missed) return { kind: 'ignored', dedupKey, reason: 'beat noted, none was missed' };
  const admission = await deps.intake.admit(source, event);
  await tellProcess<Heartbeat>(deps.client, heartbeatId(source.id), { type: 'beat', at });
  return admission;
};

/** A beat costs one row; only one that was missed also resolves what its silence opened. */
export const beat = (deps: BeatDeps, given: Beat): Promise<Admission> =>
  promptly(deps.client, () => heard(deps, given));

/** The process's own way in: an event of the integration itself, with its defaults. */
export const heartbeatAdmit =
  ({ database, intake }: { database: Database; intake: Intake }) =>
  async (integration: string, event: IntakeEvent): Promise<Admission> => {
    const source = readableSource(await sourceOf(database, integration));
    const severity = event.severity ?? source.options.defaults?.severity;
    return intake.admit(source, { ...event, ...(severity && { severity }) });
  };
