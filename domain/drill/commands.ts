import type { Delivered, Paged, PageFailed } from '../page.js';
import type { Score } from './score.js';

/** A person's commands; the shell adds `by`. */
export type DrillAsked = { type: 'finish' } | { type: 'cancel'; reason: string };

export type DrillReported =
  /** The world has said it; `incident` is the one it opened, `why` what kept it from being said. */
  | { type: 'played'; effect: string; event: string; incident?: string; why?: string }
  | { type: 'scored'; effect: string; score: Score }
  | { type: 'unscored'; effect: string; why: string }
  | { type: 'stopped'; effect: string; why?: string }
  | Paged<'finish'>
  | Delivered
  | PageFailed<'finish'>;

export type DrillTold = { type: 'cancel_requested' };
