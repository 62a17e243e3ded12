import type { Instant } from './machine.js';

/**
 * How a subject's clock runs: from `at` on, `factor` seconds pass for every second on the wall.
 * Before `at` the two agree. Only the shell and the hands know it, no machine (api.md §6).
 */
export interface TimeScale {
  at: Instant;
  factor: number;
}

export const scaleFactorMin = 1;
export const scaleFactorMax = 10_000;

/** The time a subject of this scale has when the clock on the wall shows `wall`. */
export const virtualAt = (scale: TimeScale | undefined, wall: Instant): Instant => {
  if (!scale || wall <= scale.at) return wall;
  return Math.floor(scale.at + (wall - scale.at) * scale.factor);
};

/** The first time on the wall at which the subject's own clock has reached `virtual`. */
export const wallAt = (scale: TimeScale | undefined, virtual: Instant): Instant => {
  if (!scale || virtual <= scale.at) return virtual;
  return Math.ceil(scale.at + (virtual - scale.at) / scale.factor);
};
