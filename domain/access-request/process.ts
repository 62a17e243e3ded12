import type { Process } from '../machine.js';
import type { AccessRequestAsked, AccessRequestReported, AccessRequestTold } from './commands.js';
import type { AccessRequestEffect } from './effects.js';
import type { AccessRequestInput, AccessRequestOutcome, AccessRequestState } from './state.js';
import type { AccessRequestView } from './view.js';

export interface AccessRequest extends Process {
  input: AccessRequestInput;
  state: AccessRequestState;
  view: AccessRequestView;
  outcome: AccessRequestOutcome;
  asked: AccessRequestAsked;
  reported: AccessRequestReported;
  told: AccessRequestTold;
  effect: AccessRequestEffect;
}
