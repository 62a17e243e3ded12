import type { Instant } from '../machine.js';
import type { PageReport } from '../promise/reports.js';
import type { Climb } from '../promise/climb.js';
import type { Ref } from '../subject-view.js';

/** Somebody who can own an action, with those above them. */
export interface Owner extends Climb {
  person: Ref;
  department?: Ref;
}

export type ActionAsked =
  | { type: 'done'; evidence: string; links?: string[] }
  | { type: 'verify'; text?: string }
  | { type: 'reject'; reason: string }
  | { type: 'move'; due: Instant; reason: string }
  | { type: 'assign'; to: Owner }
  | { type: 'cancel'; reason: string };

export type ActionVerb = ActionAsked['type'];
export type ActionReported = PageReport;
export type ActionTold = { type: 'cancel_requested' };
