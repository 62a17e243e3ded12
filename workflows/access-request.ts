import { proxyActivities } from '@temporalio/workflow';
import type { AccessRequestActivities } from '../activities/access-request/access-request.js';
import { accessRequestMachine } from '../domain/access-request/machine.js';
import type { AccessRequest } from '../domain/access-request/process.js';
import type { AccessRequestOutcome } from '../domain/access-request/state.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<AccessRequestActivities>(patientOptions);

/** A request for access, until it is granted, declined or withdrawn. */
export const accessRequest = (start: Start<AccessRequest>): Promise<AccessRequestOutcome> => {
  const { page, deliver, projector } = commonHands();
  return host<AccessRequest>(
    accessRequestMachine,
    {
      hands: { page, deliver, grant: patiently.grantAccess },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
