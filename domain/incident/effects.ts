import type { DeliverEffect, PageEffect } from '../page.js';
import type { Instant } from '../machine.js';
import type { NoticeEffect } from '../notice/effects.js';
import type { TellEffect } from '../tell.js';
import type { FaultWord } from './attribution-state.js';
import type { IncidentTold } from './commands.js';
import type { AlertEvent, ImpactClass, LadderName, Severity } from './state.js';

export type PageReason =
  | 'rung'
  | 'offer'
  | 'gap'
  | 'restore_overdue'
  | 'verify_overdue'
  | 'wait_over'
  | 'promise_lapsed'
  | 'grading_overdue'
  | 'command_wanted'
  | 'restore_half'
  | 'restore_most'
  | 'review_due'
  | 'review_overdue'
  | 'notice_due'
  | 'notice_missed'
  | 'notice_blocked';

export type IncidentPage = PageEffect<LadderName, PageReason>;
export type IncidentDeliver = DeliverEffect<LadderName>;
/** To at most `childrenMax` others, or to the hand-over of its service. */
export type IncidentTell = TellEffect<IncidentTold | FaultWord>;

/** An alert that met a closed incident goes back to the intake, which opens a new one. */
export interface HandBackEffect {
  kind: 'handBack';
  id: string;
  event: AlertEvent;
}

/** Takes what the directory says around it; `subjects` are its children, whose services count too. */
export interface SnapshotEffect {
  kind: 'snapshot';
  id: string;
  /** When it was detected: promises are counted, and hours taken, from here on. */
  since: Instant;
  at: Instant;
  service?: string;
  site?: string;
  department?: string;
  severity: Severity;
  impactClass: ImpactClass;
  subjects: string[];
}

export type IncidentEffect =
  IncidentPage | IncidentDeliver | IncidentTell | HandBackEffect | SnapshotEffect | NoticeEffect;
