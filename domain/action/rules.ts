import { startClock, stopClock, tellThreshold } from '../clock.js';
import type { Target } from '../ladder.js';
import type { Instant } from '../machine.js';
import { dateAgenda, planned, type Due } from '../promise/agenda.js';
import { levelsOf } from '../promise/climb.js';
import {
  inform,
  notePromise,
  owe,
  page,
  say,
  type Draft as PromiseDraft,
} from '../promise/draft.js';
import type { DueRules } from '../promise/tick.js';
import type { ActionReason } from './effects.js';
import { verifyMs, type ActionState } from './state.js';

export type Draft = PromiseDraft<ActionState, ActionReason, never>;

/** Who looks at what was done: the opener, and another person where that is the owner. */
export const verifierOf = (s: ActionState): string => {
  const { opener, owner, verifier, head, deputy, executive } = s;
  if (opener.id !== owner.id) return opener.id;
  const others = [verifier?.id, head, deputy, executive];
  return others.find((id) => id !== undefined && id !== owner.id) ?? opener.id;
};

/** Whoever owes the next step, then those above the owner. */
const levels = (s: ActionState): Target[][] =>
  levelsOf(s.stage === 'done' ? verifierOf(s) : s.owner.id, s);

/** The owner owes it by its due date, with the usual ladder. */
export const awaitDone = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  const ms = Math.max(0, s.due - now);
  s.clock = startClock('done', now, { target: { ms }, hours: 'always' });
  s.agenda = dateAgenda(s.clock, levels(s).length);
};

export const awaitVerified = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.clock = startClock('verify', now, { target: { ms: verifyMs }, hours: 'always' });
  s.agenda = dateAgenda(s.clock, levels(s).length);
};

/** It begins later: nobody is asked for anything before that (2d, N17). */
export const awaitStart = (draft: Draft, opensAt: Instant): void => {
  draft.s.agenda = planned([{ at: opensAt, what: 'start' }]);
};

export const stopOwing = (draft: Draft, now: Instant): void => {
  draft.s.clock = stopClock(draft.s.clock, now);
  draft.s.agenda = [];
};

export const noteAction = (draft: Draft, void_ = false): void => {
  const { owner, department, promised, doneAt } = draft.s;
  notePromise(draft, 'done', {
    ...{ kind: 'action', person: owner.id, department: department?.id },
    ...{ due: promised, doneAt, void: void_ },
  });
};

export const open = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.stage = 'open';
  awaitDone(draft, at);
  noteAction(draft);
  owe(draft, { to: s.owner.id, reason: 'opened', at });
};

/** What a page to act says at the moment. */
export const reasonNow = ({ stage, clock }: ActionState): ActionReason => {
  if (stage === 'done') return clock.told === 100 ? 'unverified' : 'verify';
  return clock.told === 100 ? 'overdue' : 'date_near';
};

const remind = (draft: Draft, { at, percent = 50 }: Due, swallowed: boolean): void => {
  const { s } = draft;
  s.clock = tellThreshold(s.clock, percent);
  const { obligation, dueAt } = s.clock;
  say(draft, { at, what: 'clock.threshold', with: { percent, obligation, due: dueAt } });
  const [targets = []] = levels(s);
  if (!swallowed) page(draft, { ladder: 'owed', reason: reasonNow(s), due: at, targets });
};

const climb = (draft: Draft, { at, level = 0 }: Due, swallowed: boolean): void => {
  const { s } = draft;
  if (s.clock.told !== 100) {
    s.clock = tellThreshold(s.clock, 100);
    const what = s.stage === 'done' ? 'action.unverified' : 'action.overdue';
    say(draft, { at, what, with: { due: s.clock.dueAt, owner: s.owner.name } });
    const opener = s.stage !== 'done' && s.opener.id !== s.owner.id;
    if (opener) inform(draft, { to: [s.opener.id], reason: 'overdue', at });
  }
  const all = levels(s);
  const rung = Math.min(level, all.length - 1);
  const targets = all[rung] ?? [];
  if (!swallowed) page(draft, { ladder: 'owed', reason: reasonNow(s), due: at, targets, rung });
};

export const actionDues: DueRules<ActionState, ActionReason, never> = {
  reason: reasonNow,
  due: (draft, due, swallowed) => {
    if (due.what === 'start') {
      say(draft, { at: due.at, what: 'action.started', with: { due: draft.s.due } });
      return open(draft, due.at);
    }
    return due.what === 'remind' ? remind(draft, due, swallowed) : climb(draft, due, swallowed);
  },
  lapsed: () => undefined,
};
