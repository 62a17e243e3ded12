import type { Instant } from '../machine.js';
import type { StageDates } from '../review/stage-days.js';
import type { Ref, SubjectView } from '../subject-view.js';
import type { CycleClosedAs, CycleStage, Progress, ReviewCycleState, Weights } from './state.js';

export interface ReviewCycleView extends SubjectView {
  stage: CycleStage;
  key: string;
  group: Ref;
  period: { from: Instant; until: Instant };
  hr: Ref;
  deputy?: Ref;
  calibrators: Ref[];
  panels: Ref[][];
  people: number;
  weights: Weights;
  formula: number;
  dates: StageDates;
  provisional?: true;
  schedule?: string;
  openedAt?: Instant;
  frozen?: NonNullable<ReviewCycleState['frozen']>;
  calibrated?: NonNullable<ReviewCycleState['calibrated']>;
  changes: number;
  releasedAt?: Instant;
  released?: 'by_hr' | 'by_itself';
  appealsPending: number;
  progress?: Progress;
  archive?: NonNullable<ReviewCycleState['archive']>;
  closedAs?: CycleClosedAs;
}
