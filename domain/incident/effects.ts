import type { Target } from '../ladder.js';
import type { Instant } from '../machine.js';
import type { IncidentTold } from './commands.js';
import type { AlertEvent, LadderName } from './state.js';

export type PageReason =
  'rung' | 'offer' | 'gap' | 'restore_overdue' | 'verify_overdue' | 'wait_over' | 'promise_lapsed';

/**
 * Pages people. `no` grows by one per effect: a page is withdrawn while `no` is at most the
 * subject's silence mark of its ladder (I4). `due` is the rung's own due time, also after an outage.
 */
export interface PageEffect {
  kind: 'page';
  id: string;
  no: number;
  ladder: LadderName;
  reason: PageReason;
  due: Instant;
  targets: Target[];
  rung?: number;
  round?: number;
  /** Set on the first page: resolve the duty role that holds the baton and report who fills it. */
  duty?: string;
  /** Channels of the people's own rules that come later: those of page `of` due after `afterS`. */
  followUp?: { of: string; afterS: number };
}

/** Tries again what waits of page `page`, until `until`. */
export interface DeliverEffect {
  kind: 'deliver';
  id: string;
  no: number;
  ladder: LadderName;
  page: string;
  until: Instant;
}

/** Says one thing to each process of `to`, at most `childrenMax` of them in one activity. */
export interface TellEffect {
  kind: 'tell';
  id: string;
  to: string[];
  message: IncidentTold;
}

/** An alert that met a closed incident goes back to the intake, which opens a new one. */
export interface HandBackEffect {
  kind: 'handBack';
  id: string;
  event: AlertEvent;
}

export type IncidentEffect = PageEffect | DeliverEffect | TellEffect | HandBackEffect;

/** How long a page that nobody received is still worth sending. */
export const usefulnessHorizonMs = 2 * 3_600_000;
