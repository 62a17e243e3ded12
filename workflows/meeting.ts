import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { PromiseActivities } from '../activities/promise/promise-activities.js';
import { meetingMachine } from '../domain/meeting/machine.js';
import type { Meeting } from '../domain/meeting/process.js';
import type { MeetingOutcome } from '../domain/meeting/state.js';
import { commonHands, patientOptions, usefulOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently =
  proxyActivities<Pick<PromiseActivities, 'openActions' | 'collectOpen'>>(patientOptions);
const useful = proxyActivities<Pick<PromiseActivities, 'inviteToMeeting'>>(usefulOptions);

/** A meeting that departments owe each other, again and again, until somebody ends it. */
export const meeting = (start: Start<Meeting>): Promise<MeetingOutcome> => {
  const { workflowId } = workflowInfo();
  const { page, deliver, projector } = commonHands();
  return host<Meeting>(
    meetingMachine,
    {
      hands: {
        page,
        deliver,
        invite: (effect) => useful.inviteToMeeting(workflowId, effect),
        open_actions: patiently.openActions,
        collect: patiently.collectOpen,
      },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
