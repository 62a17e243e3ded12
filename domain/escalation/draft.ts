import { system, type Actor, type Entry, type Fact, type Instant, type Step } from '../machine.js';
import type { ChainWord, EscalationEffect, EscalationPage, SnapshotEffect } from './effects.js';
import type { Escalation } from './process.js';
import type { EscalationState, LadderName, Leg } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: EscalationState;
  effects: EscalationEffect[];
  entries: Entry[];
  facts: Fact[];
}

export const draftOf = (state: EscalationState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
  facts: [],
});

export const stepOf = ({ s, effects, entries, facts }: Draft): Step<Escalation> => ({
  state: s,
  effects,
  entries,
  facts,
});

/** A step without a line, an effect or a fact changed nothing a reader sees. */
export const stepOrQuiet = (draft: Draft): Step<Escalation> => {
  const { entries, effects, facts } = draft;
  const quiet = entries.length === 0 && effects.length === 0 && facts.length === 0;
  return quiet ? { ...stepOf(draft), quiet } : stepOf(draft);
};

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

/** Replaces members of the live leg. */
export const setLeg = (draft: Draft, members: Partial<Leg>): void => {
  draft.s.leg = { ...draft.s.leg, ...members };
};

const nextEffect = (draft: Draft): number => {
  draft.s.effects += 1;
  return draft.s.effects;
};

export const page = (draft: Draft, asked: Omit<EscalationPage, 'kind' | 'id' | 'no'>): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'page', id: `p${no}`, no, ...asked });
};

export const deliver = (
  draft: Draft,
  asked: { ladder: LadderName; page: string; until: Instant },
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ...asked });
};

/** Says something to the incident that the chain is about; others do not listen. */
export const tellSubject = (draft: Draft, message: ChainWord): void => {
  const { about } = draft.s;
  if (about?.process !== 'incident') return;
  draft.effects.push({ kind: 'tell', id: `t${nextEffect(draft)}`, to: [about.id], message });
};

export const snapshot = (draft: Draft, asked: Omit<SnapshotEffect, 'kind' | 'id'>): string => {
  const id = `s${nextEffect(draft)}`;
  draft.effects.push({ kind: 'snapshot', id, ...asked });
  return id;
};

/** Withdraws every page numbered so far of these ladders, and their follow-ups (I4). */
export const silence = (draft: Draft, ladders: LadderName[]): void => {
  const { s } = draft;
  s.silenced = { ...s.silenced };
  for (const ladder of ladders) s.silenced[ladder] = s.effects;
  s.followUps = s.followUps.filter((followUp) => !ladders.includes(followUp.ladder));
};
