import type { Process } from '../machine.js';
import type { EscalationAsked, EscalationReported, EscalationTold } from './commands.js';
import type { EscalationEffect } from './effects.js';
import type { EscalationInput, EscalationState } from './state.js';
import type { EscalationOutcome, EscalationView } from './view.js';

export interface Escalation extends Process {
  input: EscalationInput;
  state: EscalationState;
  view: EscalationView;
  outcome: EscalationOutcome;
  asked: EscalationAsked;
  reported: EscalationReported;
  told: EscalationTold;
  effect: EscalationEffect;
}
