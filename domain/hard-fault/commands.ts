import type { Delivered, Paged, PageFailed } from '../page.js';
import type { Ref } from '../subject-view.js';
import type { ToldReport } from '../tell.js';
import type { DepartmentHours, FaultExit, HardFaultLadder } from './state.js';

export type HardFaultAsked =
  | { type: 'step'; text: string; next: string }
  | { type: 'lead'; to: Ref }
  | { type: 'accept' }
  | { type: 'refuse'; reason: string }
  | { type: 'war_room'; link: string; participants: string[]; supplier?: Ref }
  | ({ type: 'exit' } & FaultExit);

export type HardFaultVerb = HardFaultAsked['type'];

export type HardFaultReported =
  /** The department's hours as of now; every hour counts where it has no calendar. */
  | { type: 'hours_taken'; effect: string; hours?: DepartmentHours }
  | { type: 'hours_failed'; effect: string; why: string }
  | ToldReport
  | Paged<HardFaultLadder>
  | Delivered
  | PageFailed<HardFaultLadder>;

export type HardFaultTold = { type: 'cancel_requested' };
