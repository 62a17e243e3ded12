import type { Process } from '../machine.js';
import type { ReviewCycleAsked, ReviewCycleReported, ReviewCycleTold } from './commands.js';
import type { ReviewCycleEffect } from './effects.js';
import type { ReviewCycleInput, ReviewCycleOutcome, ReviewCycleState } from './state.js';
import type { ReviewCycleView } from './view.js';

export interface ReviewCycle extends Process {
  input: ReviewCycleInput;
  state: ReviewCycleState;
  view: ReviewCycleView;
  outcome: ReviewCycleOutcome;
  asked: ReviewCycleAsked;
  reported: ReviewCycleReported;
  told: ReviewCycleTold;
  effect: ReviewCycleEffect;
}
