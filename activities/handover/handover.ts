import type { NotifyDependencies } from '../notify/attempt.js';
import { createAskSignature } from './ask-signature.js';
import { createFreezeSheet } from './freeze-sheet.js';
import type { HandoverActivities } from './handover-activities.js';
import { createMarkService } from './mark-service.js';

/** Puts the hands of hand-overs together from what they use. */
export const createHandoverActivities = (deps: NotifyDependencies): HandoverActivities => ({
  freezeSheet: createFreezeSheet(deps),
  askSignature: createAskSignature(deps),
  markService: createMarkService(deps),
});
