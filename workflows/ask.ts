import { proxyActivities } from '@temporalio/workflow';
import type { HardFaultActivities } from '../activities/hard-fault/hard-fault-activities.js';
import type { PromiseActivities } from '../activities/promise/promise-activities.js';
import { askMachine } from '../domain/ask/machine.js';
import type { Ask } from '../domain/ask/process.js';
import type { AskOutcome } from '../domain/ask/state.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<Pick<PromiseActivities, 'findDelegate'> & HardFaultActivities>(
  patientOptions,
);

/** An ask, until whoever raised it closes it. */
export const ask = (start: Start<Ask>): Promise<AskOutcome> => {
  const { page, deliver, projector } = commonHands();
  return host<Ask>(
    askMachine,
    {
      hands: { page, deliver, delegate: patiently.findDelegate, hours: patiently.hoursAhead },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
