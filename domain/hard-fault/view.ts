import type { Instant } from '../machine.js';
import type { Ref, SubjectView } from '../subject-view.js';
import type { EntryBasis } from './entry.js';
import type { FaultExit, FaultStep, HardFaultStage, WarRoom } from './state.js';

/** What callers and the read model see; steps are facts beside it. */
export interface HardFaultView extends SubjectView {
  stage: HardFaultStage;
  incident: { id: string; title: string };
  reason: string;
  basis: EntryBasis;
  urgent: boolean;
  suppliers: Ref[];
  steps: number;
  /** Days on which no step came in time. */
  missed: number;
  lastStep?: FaultStep;
  stepDueAt?: Instant;
  warRoom?: WarRoom;
  exit?: FaultExit;
}
