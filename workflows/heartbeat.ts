import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { HeartbeatActivities } from '../activities/heartbeat/heartbeat.js';
import { heartbeatMachine } from '../domain/heartbeat/machine.js';
import type { Heartbeat } from '../domain/heartbeat/process.js';
import type { HeartbeatOutcome } from '../domain/heartbeat/state.js';
import { host } from './shell/host.js';
import { inTurn } from './shell/in-turn.js';
import type { Start } from './shell/start.js';

const atOnce = proxyLocalActivities<HeartbeatActivities>({
  startToCloseTimeout: '2s',
  scheduleToCloseTimeout: '2s',
  retry: { maximumAttempts: 1 },
});

const patiently = proxyActivities<HeartbeatActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '10s' },
});

/** The watch over one integration's beats, until the integration is deleted. */
export const heartbeat = (start: Start<Heartbeat>): Promise<HeartbeatOutcome> => {
  const { workflowId } = workflowInfo();
  const turn = inTurn();
  return host<Heartbeat>(
    heartbeatMachine,
    {
      hands: {
        look: (effect) =>
          turn(() => atOnce.lookForBeat(effect)).catch(() => patiently.lookForBeat(effect)),
        raise: (effect) => patiently.tellIntake(workflowId, effect),
        clear: (effect) => patiently.tellIntake(workflowId, effect),
      },
      projector: {
        atOnce: (projection) => turn(() => atOnce.projectHeartbeat(projection)),
        patiently: patiently.projectHeartbeat,
      },
      carrying: [],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
