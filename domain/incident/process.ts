import type { Process } from '../machine.js';
import type { IncidentAsked, IncidentReported, IncidentTold } from './commands.js';
import type { IncidentEffect } from './effects.js';
import type { IncidentInput, IncidentState } from './state.js';
import type { IncidentOutcome, IncidentView } from './view.js';

export interface Incident extends Process {
  input: IncidentInput;
  state: IncidentState;
  view: IncidentView;
  outcome: IncidentOutcome;
  asked: IncidentAsked;
  reported: IncidentReported;
  told: IncidentTold;
  effect: IncidentEffect;
}
