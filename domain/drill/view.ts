import type { Instant } from '../machine.js';
import type { Ref, SubjectView } from '../subject-view.js';
import type { ExpectedStep } from './scenario.js';
import type { Score } from './score.js';
import type { DrillClosedAs, DrillIncident, DrillStage } from './state.js';

/** What callers and the read model see of a drill. */
export interface DrillView extends SubjectView {
  stage: DrillStage;
  closedAs?: DrillClosedAs;
  drill: true;
  scenario: { id: string; version: number };
  leader: Ref;
  participants: Ref[];
  incidents: DrillIncident[];
  /** Scripted events that have come, and how many there are. */
  played: { count: number; of: number; last?: Instant };
  steps: ExpectedStep[];
  score?: Score;
}
