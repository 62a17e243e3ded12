import type { NotifyDependencies } from '../notify/attempt.js';
import { createDraftNotice } from './draft-notice.js';
import type { NoticeActivities } from './notice-activities.js';
import { createSendNotice } from './send-notice.js';

/** Puts the hands of notices together from what they use. */
export const createNoticeActivities = (deps: NotifyDependencies): NoticeActivities => ({
  draftNotice: createDraftNotice(deps),
  sendNotice: createSendNotice(deps),
});
