import type { Process } from '../machine.js';
import type { HardFaultAsked, HardFaultReported, HardFaultTold } from './commands.js';
import type { HardFaultEffect } from './effects.js';
import type { HardFaultInput, HardFaultOutcome, HardFaultState } from './state.js';
import type { HardFaultView } from './view.js';

export interface HardFault extends Process {
  input: HardFaultInput;
  state: HardFaultState;
  view: HardFaultView;
  outcome: HardFaultOutcome;
  asked: HardFaultAsked;
  reported: HardFaultReported;
  told: HardFaultTold;
  effect: HardFaultEffect;
}
