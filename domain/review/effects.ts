import type { ReviewCycleWord } from '../review-cycle/commands.js';
import type { TellEffect } from '../tell.js';

/**
 * Scores frozen inputs, calibration and appeals anew; all reviews of the cycle where none are named.
 * Idempotent: the same inputs give the same scores.
 */
export interface ScoreEffect {
  kind: 'score';
  id: string;
  cycle: string;
  reviews?: string[];
  why: 'calibration' | 'change' | 'late' | 'publication' | 'appeal';
}

export type ReviewEffect = ScoreEffect | TellEffect<ReviewCycleWord>;
