import type { Process } from '../machine.js';
import type { DrillAsked, DrillReported, DrillTold } from './commands.js';
import type { DrillEffect } from './effects.js';
import type { DrillInput, DrillOutcome, DrillState } from './state.js';
import type { DrillView } from './view.js';

export interface Drill extends Process {
  input: DrillInput;
  state: DrillState;
  view: DrillView;
  outcome: DrillOutcome;
  asked: DrillAsked;
  reported: DrillReported;
  told: DrillTold;
  effect: DrillEffect;
}
