import { actionMachine } from '../domain/action/machine.js';
import type { Action } from '../domain/action/process.js';
import type { ActionOutcome } from '../domain/action/state.js';
import { commonHands } from './shell/common-hands.js';
import { host } from './shell/host.js';
import type { Start } from './shell/start.js';

/** An action, until another person verified it or it was cancelled. */
export const action = (start: Start<Action>): Promise<ActionOutcome> => {
  const { page, deliver, projector } = commonHands();
  return host<Action>(
    actionMachine,
    {
      hands: { page, deliver },
      projector,
      carrying: ['page'],
      cancelled: { type: 'cancel_requested' },
    },
    start,
  );
};
