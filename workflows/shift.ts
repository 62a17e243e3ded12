import { proxyActivities } from '@temporalio/workflow';
import type { ShiftActivities } from '../activities/shift/shift.js';
import { shiftMachine } from '../domain/shift/machine.js';
import type { Shift } from '../domain/shift/process.js';
import type { ShiftOutcome } from '../domain/shift/state.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<ShiftActivities>(patientOptions);

/** A shift's hand-over, until each open subject is signed, closed or taken over otherwise. */
export const shift = (start: Start<Shift>): Promise<ShiftOutcome> => {
  const { page, deliver, tell, projector } = commonHands();
  return host<Shift>(
    shiftMachine,
    {
      hands: { page, deliver, tell, gather: patiently.gatherShift },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
