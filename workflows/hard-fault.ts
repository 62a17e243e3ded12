import { proxyActivities } from '@temporalio/workflow';
import type { HardFaultActivities } from '../activities/hard-fault/hard-fault-activities.js';
import { hardFaultMachine } from '../domain/hard-fault/machine.js';
import type { HardFault } from '../domain/hard-fault/process.js';
import type { HardFaultOutcome } from '../domain/hard-fault/state.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<HardFaultActivities>(patientOptions);

/** The track of a hard fault, until its exit to a problem and an article. */
export const hardFault = (start: Start<HardFault>): Promise<HardFaultOutcome> => {
  const { page, deliver, tell, projector } = commonHands();
  return host<HardFault>(
    hardFaultMachine,
    {
      hands: { page, deliver, tell, hours: patiently.hoursAhead },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
