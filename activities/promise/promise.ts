import { promiseId, startAction, type StartDeps } from '../../intake/promise.js';
import { delegateOf } from '../../records/promise/delegate.js';
import { openItems } from '../../records/promise/open-items.js';
import type { NotifyDependencies } from '../notify/attempt.js';
import { createInvite } from './invite.js';
import type { PromiseActivities } from './promise-activities.js';

export type { PromiseActivities } from './promise-activities.js';

/** Puts the hands of asks and meetings together from what they use. */
export const createPromiseActivities = (
  deps: NotifyDependencies & StartDeps,
): PromiseActivities => ({
  findDelegate: async (effect) => {
    const delegate = await delegateOf(deps.database.prisma, effect);
    return { type: 'delegate_found', effect: effect.id, ...(delegate && { delegate }) };
  },
  inviteToMeeting: createInvite(deps),
  openActions: async ({ id: effect, meeting, actions }) => {
    const ids: string[] = [];
    for (const [k, action] of actions.entries()) {
      const id = promiseId('action', `${meeting} ${effect} ${k}`);
      await startAction(deps, { ...action, id });
      ids.push(id);
    }
    return { type: 'actions_opened', effect, ids };
  },
  collectOpen: async ({ id: effect, meeting, departments }) => {
    const found = await openItems(deps.database.prisma, { meeting, departments });
    return { type: 'collected', effect, ...found };
  },
});
