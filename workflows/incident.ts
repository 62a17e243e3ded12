import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { NoticeActivities } from '../activities/notices/notice-activities.js';
import type { IncidentActivities } from '../activities/incident/incident-activities.js';
import { incidentMachine } from '../domain/incident/machine.js';
import type { Incident } from '../domain/incident/process.js';
import type { IncidentOutcome } from '../domain/incident/view.js';
import { commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

const patiently = proxyActivities<
  Pick<IncidentActivities, 'handBack' | 'takeSurroundings'> & Pick<NoticeActivities, 'draftNotice'>
>(patientOptions);

/** Every way to every reader is tried within 3 min; the hands beat every second. */
const posting = proxyActivities<Pick<NoticeActivities, 'sendNotice'>>({
  ...patientOptions,
  startToCloseTimeout: '4m',
  heartbeatTimeout: '4s',
});

/** An incident from the first alert until seven days after closing. */
export const incident = (start: Start<Incident>): Promise<IncidentOutcome> => {
  const { workflowId } = workflowInfo();
  const { page, deliver, tell, projector } = commonHands();
  return host<Incident>(
    incidentMachine,
    {
      hands: {
        page,
        deliver,
        tell,
        handBack: (effect) => patiently.handBack(workflowId, effect),
        snapshot: (effect) => patiently.takeSurroundings(effect),
        draft_notice: (effect) => patiently.draftNotice(workflowId, effect),
        send_notice: (effect) => posting.sendNotice(workflowId, effect),
      },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
