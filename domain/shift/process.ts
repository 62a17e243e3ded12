import type { Process } from '../machine.js';
import type { ShiftAsked, ShiftReported, ShiftTold } from './commands.js';
import type { ShiftEffect } from './effects.js';
import type { ShiftInput, ShiftOutcome, ShiftState } from './state.js';
import type { ShiftView } from './view.js';

export interface Shift extends Process {
  input: ShiftInput;
  state: ShiftState;
  view: ShiftView;
  outcome: ShiftOutcome;
  asked: ShiftAsked;
  reported: ShiftReported;
  told: ShiftTold;
  effect: ShiftEffect;
}
