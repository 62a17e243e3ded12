import { system, type Actor, type Entry, type Instant, type Step } from '../machine.js';
import type { AccessRequestEffect, AccessRequestPage } from './effects.js';
import type { AccessRequest } from './process.js';
import type { AccessRequestState } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: AccessRequestState;
  effects: AccessRequestEffect[];
  entries: Entry[];
}

export const draftOf = (state: AccessRequestState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
});

/** A step without a line changed nothing a reader sees. */
export const stepOf = ({ s, effects, entries }: Draft): Step<AccessRequest> => ({
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

export const page = (draft: Draft, asked: Omit<AccessRequestPage, 'kind' | 'id' | 'no'>): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'page', id: `p${no}`, no, ...asked });
};

/** Withdraws every page for an answer so far, with their follow-ups (I4). */
export const silence = (draft: Draft): void => {
  const { s } = draft;
  s.silenced = { ...s.silenced, decide: s.effects };
  s.followUps = s.followUps.filter(({ ladder }) => ladder !== 'decide');
};
