import type { Process } from '../machine.js';
import type { AskAsked, AskReported, AskTold } from './commands.js';
import type { AskEffect } from './effects.js';
import type { AskInput, AskOutcome, AskState } from './state.js';
import type { AskView } from './view.js';

export interface Ask extends Process {
  input: AskInput;
  state: AskState;
  view: AskView;
  outcome: AskOutcome;
  asked: AskAsked;
  reported: AskReported;
  told: AskTold;
  effect: AskEffect;
}
