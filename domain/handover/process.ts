import type { Process } from '../machine.js';
import type { HandoverAsked, HandoverReported, HandoverTold } from './commands.js';
import type { HandoverEffect } from './effects.js';
import type { HandoverInput, HandoverState } from './state.js';
import type { HandoverOutcome, HandoverView } from './view.js';

export interface Handover extends Process {
  input: HandoverInput;
  state: HandoverState;
  view: HandoverView;
  outcome: HandoverOutcome;
  asked: HandoverAsked;
  reported: HandoverReported;
  told: HandoverTold;
  effect: HandoverEffect;
}
