import type { Ref, SubjectView } from '../subject-view.js';
import type { Instant } from '../machine.js';
import type { AppealOutcome, Card, Presence, ReviewStage, TaskKind, TaskOutcome } from './state.js';

/** Who owes what, and whether it came: completion, never content. */
export interface ReviewTaskView {
  kind: TaskKind;
  of: string;
  holder: Ref;
  startAt: Instant;
  dueAt: Instant;
  climbed: number;
  outcome?: TaskOutcome;
  by?: string;
  /** Of what was written, in `review_entry`; the id only. */
  entry?: string;
  at?: Instant;
}

export interface ReviewView extends SubjectView {
  stage: ReviewStage;
  cycle: string;
  key: string;
  person: Ref;
  card: Card;
  managers: { manager: Ref; share: number }[];
  counterparts: Ref[];
  hr: Ref;
  presence: Presence;
  tasks: ReviewTaskView[];
  readAt?: Instant;
  releasedAt?: Instant;
  confirmedAt?: Instant;
  appealUntil?: Instant;
  unread?: true;
  appeals: {
    no: number;
    at: Instant;
    entry: string;
    panel: Ref[];
    acknowledgedAt?: Instant;
    decidedAt?: Instant;
    outcome?: AppealOutcome;
    decision?: string;
  }[];
}
