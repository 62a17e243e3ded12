import { system, type Actor, type Entry, type Fact, type Instant, type Step } from '../machine.js';
import type { HardFaultEffect, HardFaultPage, HardFaultWord } from './effects.js';
import type { HardFault } from './process.js';
import type { FollowUp, HardFaultLadder, HardFaultState } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: HardFaultState;
  effects: HardFaultEffect[];
  entries: Entry[];
  facts: Fact[];
}

export const draftOf = (state: HardFaultState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
  facts: [],
});

/** `quiet` where nothing that a reader sees changed. */
export const stepOf = (
  { s, effects, entries, facts }: Draft,
  quiet = entries.length === 0,
): Step<HardFault> => ({ state: s, effects, entries, facts, ...(quiet && { quiet: true }) });

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

export const page = (
  draft: Draft,
  asked: Omit<HardFaultPage, 'kind' | 'id' | 'no' | 'duty'>,
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'page', id: `p${no}`, no, ...asked });
};

/** Pages whoever holds the baton. */
export const pageHolder = (
  draft: Draft,
  { due, reason }: Pick<HardFaultPage, 'due' | 'reason'>,
): void => {
  const id = draft.s.baton.holder.person ?? draft.s.opener.id;
  page(draft, { ladder: 'step', reason, due, targets: [{ kind: 'person', id }] });
};

export const deliver = (
  draft: Draft,
  asked: { ladder: HardFaultLadder; page: string; until: Instant },
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ...asked });
};

/** Reads the department's hours anew, where a step is owed by working days. */
export const readHours = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.urgent || !s.department) return;
  const id = `h${nextEffect(draft)}`;
  s.reading = id;
  draft.effects.push({ kind: 'hours', id, department: s.department.id, at });
};

export const tellIncident = (draft: Draft, event: HardFaultWord['event']): void => {
  const { s } = draft;
  const message = { type: 'hard_fault', id: s.id, event } as const;
  draft.effects.push({ kind: 'tell', id: `t${nextEffect(draft)}`, to: [s.incident.id], message });
};

/** Withdraws the pages of a ladder so far, with their follow-ups (I4). */
export const silence = (draft: Draft, ladder: HardFaultLadder): void => {
  const { s } = draft;
  s.silenced = { ...s.silenced, [ladder]: s.effects };
  s.followUps = s.followUps.filter((one) => one.ladder !== ladder);
};

const followUpReasons = { step: 'reminder', lead: 'offer', room: 'war_room' } as const;

export const followUp = (draft: Draft, { ladder, page: of, due, afterS }: FollowUp): void => {
  const reason = followUpReasons[ladder];
  page(draft, { ladder, reason, due, targets: [], followUp: { of, afterS } });
};
