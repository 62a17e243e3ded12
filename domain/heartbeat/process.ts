import type { Process } from '../machine.js';
import type { HeartbeatAsked, HeartbeatReported, HeartbeatTold } from './commands.js';
import type { HeartbeatEffect } from './effects.js';
import type { HeartbeatInput, HeartbeatOutcome, HeartbeatState, HeartbeatView } from './state.js';

export interface Heartbeat extends Process {
  input: HeartbeatInput;
  state: HeartbeatState;
  view: HeartbeatView;
  outcome: HeartbeatOutcome;
  asked: HeartbeatAsked;
  reported: HeartbeatReported;
  told: HeartbeatTold;
  effect: HeartbeatEffect;
}
