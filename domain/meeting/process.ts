import type { Process } from '../machine.js';
import type { MeetingAsked, MeetingReported, MeetingTold } from './commands.js';
import type { MeetingEffect } from './effects.js';
import type { MeetingInput, MeetingOutcome, MeetingState } from './state.js';
import type { MeetingView } from './view.js';

export interface Meeting extends Process {
  input: MeetingInput;
  state: MeetingState;
  view: MeetingView;
  outcome: MeetingOutcome;
  asked: MeetingAsked;
  reported: MeetingReported;
  told: MeetingTold;
  effect: MeetingEffect;
}
