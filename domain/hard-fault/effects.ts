import type { Instant } from '../machine.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { TellEffect } from '../tell.js';
import type { HardFaultLadder } from './state.js';

export type HardFaultReason = 'offer' | 'offer_lapsed' | 'reminder' | 'silent' | 'war_room';

export type HardFaultPage = PageEffect<HardFaultLadder, HardFaultReason>;
export type HardFaultDeliver = DeliverEffect<HardFaultLadder>;

/** Reads the working hours of a department from `at` on. */
export interface HoursEffect {
  kind: 'hours';
  id: string;
  department: string;
  at: Instant;
}

/** The word to the incident that its track began or ended. */
export interface HardFaultWord {
  type: 'hard_fault';
  id: string;
  event: 'opened' | 'closed';
}

export type HardFaultEffect =
  HardFaultPage | HardFaultDeliver | HoursEffect | TellEffect<HardFaultWord>;
