import type { Rung, Target } from '../ladder.js';

/** Whom a drill may reach, and those of them who play, in the order of the rungs (I10). */
export interface Cast {
  people: readonly string[];
  players: readonly string[];
}

/** Who plays rung `index`: the last player plays all rungs beyond. */
export const playerOf = (players: readonly string[], index: number): string => {
  const person = players[Math.min(index, players.length - 1)];
  if (person === undefined) throw new Error('a drill has somebody who plays');
  return person;
};

/** Who is reached by these targets: those of the cast named among them, else whose turn it is. */
export const playersOf = (targets: readonly Target[], cast: Cast, index: number): string[] => {
  const own = targets.flatMap((target) =>
    target.kind === 'person' && cast.people.includes(target.id) ? [target.id] : [],
  );
  return own.length > 0 ? own : [playerOf(cast.players, index)];
};

/**
 * The ladder as a drill plays it: a rung that names one of the cast keeps that one, every other
 * target is played by the player whose turn the rung is.
 */
export const castRungs = (rungs: readonly Rung[], cast: Cast): Rung[] =>
  rungs.map((rung, index) => ({
    ...rung,
    targets: playersOf(rung.targets, cast, index).map((id) => ({ kind: 'person', id })),
  }));
