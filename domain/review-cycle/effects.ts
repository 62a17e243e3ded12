import type { Instant } from '../machine.js';
import type { ReviewWord } from '../review/commands.js';
import type { ScoreEffect } from '../review/effects.js';
import type { StageDates, WorkDay } from '../review/stage-days.js';
import type { Ref } from '../subject-view.js';
import type { TimeScale } from '../time-scale.js';

/** Starts one review per participant, in slices; a repeat starts none twice. */
export interface OpenReviewsEffect {
  kind: 'open_reviews';
  id: string;
  cycle: string;
  key: string;
  group: Ref;
  hr: Ref;
  panels: Ref[][];
  dates: StageDates;
  workDays: WorkDay[];
  calendar?: string;
  /** Added by the shell: the reviews live by the cycle's clock. */
  scale?: TimeScale;
}

/** Freezes the inputs of every indicator for the cycle's people; a repeat gives the same rows. */
export interface FreezeEffect {
  kind: 'freeze';
  id: string;
  cycle: string;
  formula: number;
  period: { from: Instant; until: Instant };
  at: Instant;
}

/** Says one word to every review of the cycle. */
export interface TellReviewsEffect {
  kind: 'tell_reviews';
  id: string;
  cycle: string;
  word: ReviewWord;
}

/** One digest to each person with open forms, at most one a day; `at` by the cycle's clock. */
export interface RemindEffect {
  kind: 'remind';
  id: string;
  cycle: string;
  at: Instant;
  workDays: WorkDay[];
  scale?: TimeScale;
}

/** A hash over the canonical rows of the closed cycle. */
export interface ArchiveEffect {
  kind: 'archive';
  id: string;
  cycle: string;
  at: Instant;
}

export type ReviewCycleEffect =
  OpenReviewsEffect | FreezeEffect | ScoreEffect | TellReviewsEffect | RemindEffect | ArchiveEffect;
