import type { Process } from '../machine.js';
import type { ReviewAsked, ReviewReported, ReviewTold } from './commands.js';
import type { ReviewEffect } from './effects.js';
import type { ReviewInput, ReviewOutcome, ReviewState } from './state.js';
import type { ReviewView } from './view.js';

export interface Review extends Process {
  input: ReviewInput;
  state: ReviewState;
  view: ReviewView;
  outcome: ReviewOutcome;
  asked: ReviewAsked;
  reported: ReviewReported;
  told: ReviewTold;
  effect: ReviewEffect;
}
