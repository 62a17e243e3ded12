import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { DrillActivities } from '../activities/drill/drill-activities.js';
import { drillMachine } from '../domain/drill/machine.js';
import type { Drill } from '../domain/drill/process.js';
import type { DrillOutcome } from '../domain/drill/state.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<DrillActivities>(patientOptions);

/** A drill, from its first scripted event until what it opened is ended. */
export const drill = (start: Start<Drill>): Promise<DrillOutcome> => {
  const { workflowId } = workflowInfo();
  const { page, deliver, projector } = commonHands();
  return host<Drill>(
    drillMachine,
    {
      hands: {
        page,
        deliver,
        play: (effect) => patiently.playScript(workflowId, effect),
        score: patiently.scoreDrill,
        stop: (effect) => patiently.stopDrill(workflowId, effect),
      },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
