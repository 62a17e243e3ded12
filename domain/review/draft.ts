import type { ReviewCycleWord } from '../review-cycle/commands.js';
import { system, type Actor, type Entry, type Instant, type Step } from '../machine.js';
import type { ReviewEffect, ScoreEffect } from './effects.js';
import type { Review } from './process.js';
import type { ReviewState } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: ReviewState;
  effects: ReviewEffect[];
  entries: Entry[];
}

export const draftOf = (state: ReviewState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
});

/** A step without a line changed nothing a reader sees. */
export const stepOf = ({ s, effects, entries }: Draft): Step<Review> => ({
  state: s,
  effects,
  entries,
  ...(entries.length === 0 && { quiet: true }),
});

export const say = (
  draft: Draft,
  line: { at: Instant; what: string; by?: Actor; with?: Entry['with']; cause?: string },
): void => {
  draft.entries.push({
    at: line.at,
    actor: line.by ?? system,
    what: line.what,
    ...(line.with && { with: line.with }),
    ...(line.cause !== undefined && { cause: line.cause }),
  });
};

const nextEffect = (draft: Draft): number => {
  draft.s.effects += 1;
  return draft.s.effects;
};

/** A score that is not reported is asked for again after this. */
export const scoreAgainMs = 24 * 3_600_000;

/** Has this one review scored anew; the same inputs give the same score. */
export const score = (
  draft: Draft,
  { why, at }: { why: Extract<ScoreEffect['why'], 'late' | 'appeal'>; at: Instant },
): void => {
  const { s } = draft;
  const id = `s${nextEffect(draft)}`;
  s.scoring = { effect: id, why, again: at + scoreAgainMs };
  draft.effects.push({ kind: 'score', id, cycle: s.cycle, reviews: [s.id], why });
};

/** Tells the cycle, which waits for appeals before it closes. */
export const tellCycle = (draft: Draft, message: ReviewCycleWord): void => {
  draft.effects.push({ kind: 'tell', id: `t${nextEffect(draft)}`, to: [draft.s.cycle], message });
};
