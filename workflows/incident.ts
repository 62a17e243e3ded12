import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { NoticeActivities } from '../activities/notices/notice-activities.js';
import type { IncidentActivities } from '../activities/incident/incident-activities.js';
import { incidentMachine } from '../domain/incident/machine.js';
import type { Incident } from '../domain/incident/process.js';
import type { IncidentOutcome } from '../domain/incident/view.js';
import { atOnceOptions, commonHands, patientOptions } from './shell/common-hands.js';
import { host } from './shell/host.js';
import { draftsEarly } from '../domain/incident/notices.js';
import type {
  DraftNoticeEffect,
  NoticeBlocked,
  NoticeDrafted,
  NoticeSent,
  SendNoticeEffect,
} from '../domain/notice/effects.js';
import { wallAt, type TimeScale } from '../domain/time-scale.js';
import type { Projection } from '../contracts/projection.js';
import { firstRules, type Start } from './shell/start.js';

const atOnce = proxyLocalActivities<Pick<NoticeActivities, 'draftNotice'>>(atOnceOptions);

const patiently = proxyActivities<
  Pick<IncidentActivities, 'handBack' | 'takeSurroundings'> & Pick<NoticeActivities, 'draftNotice'>
>(patientOptions);

/** Every way to every reader is tried within 3 min; the hands beat every second. */
const postingOptions = {
  ...patientOptions,
  startToCloseTimeout: '4m',
  heartbeatTimeout: '4s',
} as const;

const posting = proxyActivities<Pick<NoticeActivities, 'sendNotice'>>(postingOptions);

/** What is late already is given this long before it counts as failed. */
const sendWithinMinMs = 60_000;

/** Reports by the time the notice is due, so that the incident need not wake to look. */
const sendByDue = (
  id: string,
  effect: SendNoticeEffect & { scale?: TimeScale },
  carry?: Projection,
): Promise<NoticeSent | NoticeBlocked> => {
  const dueAt = effect.scale ? wallAt(effect.scale, effect.dueAt) : effect.dueAt;
  const scheduleToCloseTimeout = Math.max(sendWithinMinMs, dueAt - Date.now());
  const { sendNotice } = proxyActivities<Pick<NoticeActivities, 'sendNotice'>>({
    ...postingOptions,
    scheduleToCloseTimeout,
  });
  return sendNotice(id, effect, carry);
};

/**
 * One event where the records answer, with the projection that is owed anyway. Not on a faster
 * clock: there the next thing is due before the hand is done, and the task would never end.
 */
const draftEarly = (
  id: string,
  effect: DraftNoticeEffect,
  carry?: Projection,
): Promise<NoticeDrafted> =>
  atOnce.draftNotice(id, effect, carry).catch(() => patiently.draftNotice(id, effect, carry));

/** An incident from the first alert until seven days after closing. */
export const incident = (start: Start<Incident>): Promise<IncidentOutcome> => {
  const { workflowId } = workflowInfo();
  const { page, deliver, tell, projector } = commonHands();
  const early = draftsEarly(start.rules ?? firstRules);
  return host<Incident>(
    incidentMachine,
    {
      hands: {
        page,
        deliver,
        tell,
        handBack: (effect) => patiently.handBack(workflowId, effect),
        snapshot: (effect) => patiently.takeSurroundings(effect),
        draft_notice: (effect, carry) =>
          early && !start.scale
            ? draftEarly(workflowId, effect, carry)
            : patiently.draftNotice(workflowId, effect, carry),
        send_notice: (effect, carry) =>
          early ? sendByDue(workflowId, effect, carry) : posting.sendNotice(workflowId, effect),
      },
      projector,
      carrying: early ? ['page', 'draft_notice', 'send_notice'] : ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
