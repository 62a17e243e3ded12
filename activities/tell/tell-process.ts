import { WorkflowNotFoundError, type WorkflowClient } from '@temporalio/client';

import { tellSignal } from '../../contracts/names.js';
import type { TellEffect, ToldReport } from '../../domain/tell.js';
import { atOnce } from '../notify/at-once.js';

/** Signals under way at the same time when one effect tells many. */
export const tellsAtOnceMax = 16;

/** Says one thing to other processes. One that is closed or unknown is an answer, not an error. */
export function createTellProcess({ workflows }: { workflows: WorkflowClient }) {
  const tellOne = async (to: string, message: unknown): Promise<boolean> => {
    try {
      await workflows.getHandle(to).signal(tellSignal, message);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
  return async (effect: TellEffect): Promise<ToldReport> => {
    const heard = await atOnce(effect.to, tellsAtOnceMax, (to) => tellOne(to, effect.message));
    return { type: 'told', effect: effect.id, ok: heard.every(Boolean) };
  };
}
