import { proxyActivities } from '@temporalio/workflow';
import type { EscalationActivities } from '../activities/escalation/escalation-activities.js';
import { escalationMachine } from '../domain/escalation/machine.js';
import type { Escalation } from '../domain/escalation/process.js';
import type { EscalationOutcome } from '../domain/escalation/view.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<Pick<EscalationActivities, 'takeHours'>>(patientOptions);

/** A chain, from the first ask until it is confirmed or withdrawn. */
export const escalation = (start: Start<Escalation>): Promise<EscalationOutcome> => {
  const { page, deliver, tell, projector } = commonHands();
  return host<Escalation>(
    escalationMachine,
    {
      hands: { page, deliver, tell, snapshot: patiently.takeHours },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
