import { hold } from '../baton.js';
import { startClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Instant, Machine, Step } from '../machine.js';
import { draftOf, say, stepOf } from '../promise/draft.js';
import { pageReported } from '../promise/reports.js';
import { nextDueOf, tickDraft } from '../promise/tick.js';
import type { Ref } from '../subject-view.js';
import { asked } from './asked.js';
import { check } from './check.js';
import type { Action } from './process.js';
import { actionDues, awaitStart, noteAction, open, reasonNow, type Draft } from './rules.js';
import { rulesVersion, stateVersion, textBytes, type ActionInput } from './state.js';
import { viewOf } from './view.js';

const named = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

const begin = (given: ActionInput, now: Instant): Step<Action> => {
  const later = given.opensAt !== undefined && given.opensAt > now;
  const { owner, opener, department, verifier, detail, due } = given;
  const draft: Draft = draftOf({
    ...{ v: stateVersion, rules: rulesVersion, ...given },
    title: cutText(given.title, textBytes.title),
    ...{ owner: named(owner), opener: named(opener) },
    ...(department && { department: named(department) }),
    ...(verifier && { verifier: named(verifier) }),
    ...(detail !== undefined && { detail: cutText(detail, textBytes.detail) }),
    ...{ startedAt: now, stage: 'scheduled', promised: due, moves: 0, rejections: 0 },
    clock: startClock('done', now, { target: { ms: Math.max(0, due - now) }, hours: 'always' }),
    baton: hold({ person: owner.id }, now),
    ...{ agenda: [], followUps: [], silenced: { owed: 0, told: 0 }, effects: 0 },
  });
  const { s } = draft;
  say(draft, {
    ...{ at: now, by: given.by, what: 'action.opened' },
    with: { title: s.title, owner: s.owner.name, due, from: s.opener.name },
    ...(given.about !== undefined && { cause: given.about }),
  });
  if (later && given.opensAt !== undefined) {
    awaitStart(draft, given.opensAt);
    noteAction(draft);
  } else open(draft, now);
  return stepOf(draft);
};

/**
 * One thing that one person does by a date, with evidence that another person verifies. It may
 * begin later, such as a check 90 days after a launch (N16, N17, N48, operations.md).
 */
export const actionMachine: Machine<Action> = {
  begin,
  check,
  apply: (state, command, now) => {
    const draft: Draft = draftOf(state);
    if ('by' in command) asked(draft, command, now);
    else if (command.type === 'cancel_requested') {
      say(draft, { at: now, what: 'engine.cancel_requested' });
    } else pageReported(draft, command, { now, reason: reasonNow(draft.s) });
    return stepOf(draft);
  },
  nextDue: nextDueOf,
  tick: (state, now) => {
    const draft: Draft = draftOf(state);
    tickDraft(draft, now, actionDues);
    return stepOf(draft);
  },
  wanted: (s, effect) => effect.no > s.silenced[effect.ladder],
  failed: (effect, why) => {
    const { id, ladder } = effect;
    const rung = effect.kind === 'page' ? effect.rung : undefined;
    return { type: 'page_failed', effect: id, ladder, ...(rung !== undefined && { rung }), why };
  },
  view: viewOf,
  outcome: ({ closedAs, closedAt }) =>
    closedAs !== undefined && closedAt !== undefined ? { closedAs, closedAt } : undefined,
};
