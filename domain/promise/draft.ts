import { system, type Actor, type Entry, type Fact, type Instant } from '../machine.js';
import type { Target } from '../ladder.js';
import type { DeliverEffect, PageEffect } from '../page.js';
import type { PromiseLadder, PromiseState } from './state.js';

type Paging<R extends string> = PageEffect<PromiseLadder, R> | DeliverEffect<PromiseLadder>;

/** A step being put together: `s` is a fresh copy whose members are replaced, never mutated. */
export interface Draft<S extends PromiseState, R extends string, X> {
  s: S;
  effects: (Paging<R> | X)[];
  entries: Entry[];
  facts: Fact[];
  /** Set where a reader sees a change that no line tells. */
  shown?: true;
}

export const draftOf = <S extends PromiseState, R extends string, X>(state: S): Draft<S, R, X> => ({
  s: { ...state },
  effects: [],
  entries: [],
  facts: [],
});

/** A step without a line, an effect or a fact changed nothing a reader sees. */
export const stepOf = <S extends PromiseState, R extends string, X>(draft: Draft<S, R, X>) => {
  const { s: state, effects, entries, facts, shown } = draft;
  const quiet = !shown && entries.length + effects.length + facts.length === 0;
  return { state, effects, entries, facts, ...(quiet && { quiet }) };
};

export const say = (
  draft: { entries: Entry[] },
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

export const nextEffect = (draft: { s: PromiseState }): number => {
  draft.s.effects += 1;
  return draft.s.effects;
};

export const page = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  asked: Omit<PageEffect<PromiseLadder, R>, 'kind' | 'id' | 'no'>,
): void => {
  const no = nextEffect(draft);
  draft.effects.push({ kind: 'page', id: `p${no}`, no, ...asked });
};

/** Pages one person to act. */
export const owe = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  { to, reason, at }: { to: string; reason: R; at: Instant },
): void => page(draft, { ladder: 'owed', reason, due: at, targets: [{ kind: 'person', id: to }] });

/** Tells people something; nobody waits for an answer. */
export const inform = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  { to, reason, at }: { to: readonly string[]; reason: R; at: Instant },
): void => {
  const targets = [...new Set(to)].map((id): Target => ({ kind: 'person', id }));
  if (targets.length > 0) page(draft, { ladder: 'told', reason, due: at, targets });
};

/** Withdraws every page to act so far, with their follow-ups (I4). */
export const silence = ({ s }: { s: PromiseState }): void => {
  s.silenced = { ...s.silenced, owed: s.effects };
  s.followUps = s.followUps.filter(({ ladder }) => ladder !== 'owed');
};

/** A promise as the review counts it: the view `promise_kept` reads these rows (R12). */
export const notePromise = (
  draft: { facts: Fact[] },
  key: string,
  promise: {
    kind: 'ask' | 'meeting' | 'action';
    person: string;
    department?: string | undefined;
    due: Instant;
    doneAt?: Instant | undefined;
    /** Withdrawn by whoever was promised: it counts neither way. */
    void?: boolean;
  },
): void => {
  const { department = null, doneAt = null, void: gone = false, ...rest } = promise;
  draft.facts.push({ kind: 'promise', key, data: { ...rest, department, doneAt, void: gone } });
};
