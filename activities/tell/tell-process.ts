import { WorkflowNotFoundError, type WorkflowClient } from '@temporalio/client';

import { tellSignal } from '../../contracts/names.js';
import type { IncidentReported } from '../../domain/incident/commands.js';
import type { TellEffect } from '../../domain/incident/effects.js';
import { atOnce } from '../notify/at-once.js';

/** Signals under way at the same time when one effect tells many. */
export const tellsAtOnceMax = 16;

type Told = Extract<IncidentReported, { type: 'told' }>;

/** Says one thing to other processes. One that is closed or unknown is an answer, not an error. */
export function createTellProcess({ workflows }: { workflows: WorkflowClient }) {
  const tellOne = async (to: string, message: TellEffect['message']): Promise<boolean> => {
    try {
      await workflows.getHandle(to).signal(tellSignal, message);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
  return async (effect: TellEffect): Promise<Told> => {
    const heard = await atOnce(effect.to, tellsAtOnceMax, (to) => tellOne(to, effect.message));
    return { type: 'told', effect: effect.id, ok: heard.every(Boolean) };
  };
}
