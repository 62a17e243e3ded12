import type { Asked, Instant, Refusal } from '../machine.js';
import type { Handover } from './process.js';
import { dueRefusal, roomRefusal, textRefusal } from './punch.js';
import type { HandoverState } from './state.js';

type SignCommand = Extract<Asked<Handover>, { type: 'sign' }>;

/** Whether an acceptance on conditions names them, each with a day ahead and within its bytes (4b). */
export const conditionRefusal = (
  s: HandoverState,
  { decision, conditions = [] }: SignCommand,
  now: Instant,
): Refusal | undefined => {
  if (decision !== 'conditional') return undefined;
  if (conditions.length === 0 && s.punch.open.length === 0) {
    return { code: 'field_required', with: { field: 'conditions' } };
  }
  const wrong = conditions
    .map(({ due, text }) => dueRefusal(due, now) ?? textRefusal(text))
    .find(Boolean);
  return roomRefusal(s, conditions.length) ?? wrong;
};
