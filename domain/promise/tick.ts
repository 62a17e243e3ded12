import type { Instant } from '../machine.js';
import type { Due } from './agenda.js';
import { takeDue } from './agenda.js';
import { say, type Draft } from './draft.js';
import { followUp } from './reports.js';
import type { PromiseState } from './state.js';

/** One late tick catches up with so many due things; the rest is due at once. */
const stepsMax = 200;

/** Undefined only once it is closed (I2). */
export const nextDueOf = (s: PromiseState): Instant | undefined => {
  if (s.closedAt !== undefined) return undefined;
  const dues = [s.agenda[0]?.at, s.followUps[0]?.due, s.baton.offer?.expires].filter(
    (due) => due !== undefined,
  );
  return dues.length === 0 ? undefined : Math.min(...dues);
};

export interface DueRules<S extends PromiseState, R extends string, X> {
  /** Does one due thing at its own time; `swallowed` where a later one of the agenda is due too. */
  due(draft: Draft<S, R, X>, due: Due, swallowed: boolean): void;
  /** An offer of the baton ran out. */
  lapsed(draft: Draft<S, R, X>, at: Instant): void;
  /** What a page to act says at the moment. */
  reason(s: S): R;
}

const fireAgenda = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  now: Instant,
  rules: DueRules<S, R, X>,
): void => {
  const { due, agenda, missed } = takeDue(draft.s.agenda, now);
  draft.s.agenda = agenda;
  if (missed > 0) say(draft, { at: due.at, what: 'page.missed', with: { missed } });
  const swallowed = due.everyMs === undefined && (agenda[0]?.at ?? Infinity) <= now;
  rules.due(draft, due, swallowed);
};

/** Everything due by `now`, in due order, each at its own due time (I3). */
export const tickDraft = <S extends PromiseState, R extends string, X>(
  draft: Draft<S, R, X>,
  now: Instant,
  rules: DueRules<S, R, X>,
): void => {
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const due = nextDueOf(draft.s);
    if (due === undefined || due > now) return;
    const [next] = draft.s.followUps;
    if (draft.s.baton.offer?.expires === due) rules.lapsed(draft, due);
    else if (next?.due === due) {
      draft.s.followUps = draft.s.followUps.slice(1);
      followUp(draft, next, rules.reason(draft.s));
    } else fireAgenda(draft, now, rules);
  }
};
