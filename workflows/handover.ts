import { proxyActivities } from '@temporalio/workflow';
import type { EscalationActivities } from '../activities/escalation/escalation-activities.js';
import type { HandoverActivities } from '../activities/handover/handover-activities.js';
import { handoverMachine } from '../domain/handover/machine.js';
import type { Handover } from '../domain/handover/process.js';
import type { HandoverOutcome } from '../domain/handover/view.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<Pick<EscalationActivities, 'takeHours'> & HandoverActivities>(
  patientOptions,
);

/** A service on its way from delivery to operations, until its warranty is over. */
export const handover = (start: Start<Handover>): Promise<HandoverOutcome> => {
  const { page, deliver, projector } = commonHands();
  return host<Handover>(
    handoverMachine,
    {
      hands: {
        ...{ page, deliver, snapshot: patiently.takeHours },
        freeze_sheet: patiently.freezeSheet,
        ask_signature: patiently.askSignature,
        mark_service: patiently.markService,
      },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
