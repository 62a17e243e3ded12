import { system, type Actor, type Entry, type Instant, type Step } from '../machine.js';
import type { ReviewWord } from '../review/commands.js';
import type { ReviewCycleEffect } from './effects.js';
import type { ReviewCycle } from './process.js';
import type { ReviewCycleState, UnderWay, WaitedFor } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: ReviewCycleState;
  effects: ReviewCycleEffect[];
  entries: Entry[];
}

export const draftOf = (state: ReviewCycleState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
});

/** A step without a line changed nothing a reader sees, unless it says so. */
export const stepOf = (
  { s, effects, entries }: Draft,
  quiet = entries.length === 0,
): Step<ReviewCycle> => ({ state: s, effects, entries, ...(quiet && { quiet: true }) });

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

/** An effect whose report never comes is handed out again; its hands are patient themselves. */
export const effectAgainMs = 24 * 3_600_000;

interface Asked {
  at: Instant;
  why?: UnderWay['why'];
  word?: ReviewWord;
}

type WaitedEffect = Extract<ReviewCycleEffect, { kind: WaitedFor }>;

const effectOf = (
  s: ReviewCycleState,
  { kind, id }: { kind: WaitedFor; id: string },
  asked: Asked,
): WaitedEffect => {
  const common = { id, cycle: s.id };
  switch (kind) {
    case 'open_reviews': {
      const { key, group, hr, panels, dates, workDays, calendar } = s;
      const on = calendar === undefined ? {} : { calendar };
      return { kind, ...common, key, group, hr, panels, dates, workDays, ...on };
    }
    case 'freeze':
      return { kind, ...common, formula: s.formula, period: s.period, at: asked.at };
    case 'score':
      return { kind, ...common, why: asked.why ?? 'calibration' };
    case 'tell_reviews':
      return { kind, ...common, word: asked.word ?? { type: 'stage', stage: 'close' } };
    case 'archive':
      return { kind, ...common, at: asked.at };
  }
};

/** Hands an effect out and waits for its report; the one of its kind before is waited for no more. */
export const hand = (draft: Draft, kind: WaitedFor, asked: Asked): void => {
  const { s } = draft;
  const id = `e${nextEffect(draft)}`;
  const { at, why, word } = asked;
  const underWay = {
    effect: id,
    again: at + effectAgainMs,
    ...(why && { why }),
    ...(word && { word }),
  };
  s.flying = { ...s.flying, [kind]: underWay };
  draft.effects.push(effectOf(s, { kind, id }, asked));
};

export const remind = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  const id = `r${nextEffect(draft)}`;
  s.reminding = id;
  draft.effects.push({ kind: 'remind', id, cycle: s.id, at, workDays: s.workDays });
};
