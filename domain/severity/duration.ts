import { raised, type Level, type Modifiers } from './matrix.js';

export interface Lasting {
  /** Seconds since the trouble was graded at its level. */
  elapsedS: number;
  interruption: boolean;
}

export interface RaisedByDuration {
  level: Level;
  /** The next rise and the elapsed seconds at which it comes; null at the top. */
  next: { to: Level; afterS: number } | null;
}

/**
 * Time raises the level (modifiers of 5a, operations.md). Each step counts from the instant its
 * level was reached, so that one long wait does not climb two steps at once.
 */
export function raisedByDuration(
  start: Level,
  { elapsedS, interruption }: Lasting,
  { duration }: Modifiers,
): RaisedByDuration {
  const stepOf = (level: Level): number | undefined => {
    const at = ({ from }: { from: Level }) => from === level;
    const own = interruption ? duration.interruption.find(at) : undefined;
    return (own ?? duration.other.find(at))?.afterS;
  };
  let level = start;
  let reachedAtS = 0;
  for (let step = stepOf(level); step !== undefined && level !== 'P1'; step = stepOf(level)) {
    if (elapsedS < reachedAtS + step) {
      return { level, next: { to: raised(level), afterS: reachedAtS + step } };
    }
    reachedAtS += step;
    level = raised(level);
  }
  return { level, next: null };
}
