import type { Process } from '../machine.js';
import type { ActionAsked, ActionReported, ActionTold } from './commands.js';
import type { ActionEffect } from './effects.js';
import type { ActionInput, ActionOutcome, ActionState } from './state.js';
import type { ActionView } from './view.js';

export interface Action extends Process {
  input: ActionInput;
  state: ActionState;
  view: ActionView;
  outcome: ActionOutcome;
  asked: ActionAsked;
  reported: ActionReported;
  told: ActionTold;
  effect: ActionEffect;
}
