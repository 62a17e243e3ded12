import { system, type Actor, type Entry, type Fact, type Instant, type Step } from '../machine.js';
import type { ShiftEffect, ShiftPage } from './effects.js';
import type { Shift } from './process.js';
import type { FollowUp, ItemState, ShiftItem, ShiftLadder, ShiftState } from './state.js';

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft {
  s: ShiftState;
  effects: ShiftEffect[];
  entries: Entry[];
  facts: Fact[];
}

export const draftOf = (state: ShiftState): Draft => ({
  s: { ...state },
  effects: [],
  entries: [],
  facts: [],
});

/** A step without a line changed nothing a reader sees. */
export const stepOf = ({ s, effects, entries, facts }: Draft): Step<Shift> => ({
  state: s,
  effects,
  entries,
  facts,
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

export const page = (
  draft: Draft,
  asked: Pick<ShiftPage, 'ladder' | 'reason' | 'due' | 'targets' | 'rung' | 'round' | 'followUp'>,
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'page', id: `p${no}`, no, ...asked });
};

export const deliver = (
  draft: Draft,
  asked: { ladder: ShiftLadder; page: string; until: Instant },
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'deliver', id: `d${no}`, no, ...asked });
};

/** Whether an item still waits for the incoming person's signature. */
export const isUnsigned = ({ state }: Pick<ShiftItem, 'state'>): boolean =>
  state === 'unsigned' || state === 'asked';

/** Reads again what the outgoing side holds of the list; with `fresh` also what is not on it. */
export const gather = (draft: Draft, fresh: boolean): string => {
  const { s } = draft;
  const id = `g${nextEffect(draft)}`;
  const known = s.items.filter((item) => isUnsigned(item) || item.state === 'signed');
  draft.effects.push({
    kind: 'gather',
    id,
    schedule: s.schedule.id,
    outgoing: s.outgoing.id,
    incoming: s.incoming.id,
    known: known.map((item) => item.id),
    fresh,
  });
  return id;
};

/** Says to the subjects that their baton moves to the incoming person, who signed for them. */
export const takeOver = (draft: Draft, to: string[]): void => {
  const { s } = draft;
  const { outgoing, incoming } = s;
  const word = { person: incoming.id, by: outgoing.id, why: 'shift', cause: s.id } as const;
  draft.effects.push({
    kind: 'tell',
    id: `t${nextEffect(draft)}`,
    to,
    message: { type: 'take_over', ...word },
  });
};

/** Whom an item waits for: the incoming person's signature, or the outgoing one's answer. */
const waitsFor = ({ outgoing, incoming }: ShiftState, state: ItemState): string | null => {
  if (state === 'unsigned') return incoming.id;
  return state === 'asked' ? outgoing.id : null;
};

/** The row of the read model for one item. */
export const factOf = (s: ShiftState, item: ShiftItem, at: Instant): Fact => {
  const { id: key, number, title, stage, due = null, state, asks } = item;
  const data = { number, title, stage, due, state, asks, at, waitsFor: waitsFor(s, state) };
  return { kind: 'shift_item', key, data };
};

/** Moves items to another state, with their rows. */
export const mark = (
  draft: Draft,
  ids: readonly string[],
  { to, at }: { to: ItemState; at: Instant },
): void => {
  const { s } = draft;
  s.items = s.items.map((item) => {
    if (!ids.includes(item.id)) return item;
    const marked = { ...item, state: to };
    draft.facts.push(factOf(s, marked, at));
    return marked;
  });
};

/** Withdraws every page so far, with their follow-ups (I4). */
export const silence = (draft: Draft): void => {
  const { s } = draft;
  s.silenced = { sign: s.effects, talk: s.effects };
  s.followUps = [];
};

export const followUp = (draft: Draft, { ladder, page: of, due, afterS }: FollowUp): void => {
  const reason = ladder === 'sign' ? 'reminder' : 'asked';
  page(draft, { ladder, reason, due, targets: [], followUp: { of, afterS } });
};
