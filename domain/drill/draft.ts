import { system, type Actor, type Entry, type Instant, type Step } from '../machine.js';
import type { DrillEffect, DrillPage } from './effects.js';
import type { Drill } from './process.js';
import type { DrillState } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: DrillState;
  effects: DrillEffect[];
  entries: Entry[];
}

export const draftOf = (state: DrillState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
});

/** A step without a line changed nothing a reader sees. */
export const stepOf = ({ s, effects, entries }: Draft): Step<Drill> => ({
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

export const nextEffect = (draft: Draft): number => {
  draft.s.effects += 1;
  return draft.s.effects;
};

export const pageLeader = (
  draft: Draft,
  asked: Pick<DrillPage, 'due' | 'rung' | 'round' | 'followUp'>,
): void => {
  const no = nextEffect(draft);
  draft.effects.push({
    ...{ kind: 'page', id: `p${no}`, no },
    ...{ ladder: 'finish', reason: 'drill_overdue' },
    targets: [{ kind: 'person', id: draft.s.leader.id }],
    ...asked,
  });
};

export const deliver = (draft: Draft, page: string, until: Instant): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ladder: 'finish', page, until });
};
