import { hold } from '../baton.js';
import { cutText } from '../cut-text.js';
import type { Instant, Machine, Step } from '../machine.js';
import { draftOf, owe, say, stepOf } from '../promise/draft.js';
import { isPageReport, pageReported } from '../promise/reports.js';
import { nextDueOf, tickDraft } from '../promise/tick.js';
import type { Ref } from '../subject-view.js';
import { asked } from './asked.js';
import { check } from './check.js';
import type { Draft } from './draft.js';
import { askDues, delegateFound, hoursTaken, reasonNow, soughtInVain } from './due.js';
import { silentAgenda, silentClock } from './owing.js';
import type { Ask } from './process.js';
import { rulesVersion, stateVersion, textBytes, type AskInput } from './state.js';
import { viewOf } from './view.js';

const whyMaxChars = 200;

const named = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

const begin = (given: AskInput, now: Instant): Step<Ask> => {
  const askedOf = named(given.askedOf);
  const input: AskInput = {
    ...given,
    what: cutText(given.what, textBytes.what),
    effectOfDelay: cutText(given.effectOfDelay, textBytes.text),
    requester: named(given.requester),
    ...(given.department && { department: named(given.department) }),
    askedOf,
  };
  const clock = silentClock(input, 'answer', now);
  const draft: Draft = draftOf({
    ...{ v: stateVersion, rules: rulesVersion, ...input, answerer: askedOf },
    ...{ startedAt: now, stage: 'raised', clock, agenda: silentAgenda(input, clock, 'answer') },
    baton: hold({ person: askedOf.id }, now),
    ...{ delegations: 0, moves: 0, flags: 0, reopened: 0 },
    ...{ followUps: [], silenced: { owed: 0, told: 0 }, effects: 0 },
  });
  const { what, neededBy, requester } = input;
  say(draft, {
    ...{ at: now, by: input.by, what: 'ask.raised' },
    with: { what, due: neededBy, from: requester.name, to: askedOf.name, until: clock.dueAt },
  });
  owe(draft, { to: askedOf.id, reason: 'asked', at: now });
  return stepOf(draft);
};

/**
 * Somebody asks another department for help (N47, 4g in operations.md). It is closed by whoever
 * raised it and by nobody else; silence climbs, and at every instant somebody owes the next step.
 */
export const askMachine: Machine<Ask> = {
  begin,
  check,
  apply: (state, command, now) => {
    const draft: Draft = draftOf(state);
    if (isPageReport(command)) {
      pageReported(draft, command, { now, reason: reasonNow(draft.s) });
    } else if (command.type === 'hours_taken') hoursTaken(draft, command, now);
    else if (command.type === 'delegate_found') delegateFound(draft, command, now);
    else if (command.type === 'gave_up') {
      soughtInVain(draft, command.effect, now);
      const why = command.why.slice(0, whyMaxChars);
      say(draft, { at: now, what: 'promise.gave_up', with: { why }, cause: command.effect });
    } else if (command.type === 'cancel_requested') {
      say(draft, { at: now, what: 'engine.cancel_requested' });
    } else asked(draft, command, now);
    return stepOf(draft);
  },
  nextDue: nextDueOf,
  tick: (state, now) => {
    const draft: Draft = draftOf(state);
    tickDraft(draft, now, askDues);
    return stepOf(draft);
  },
  wanted: (s, effect) => {
    if (effect.kind === 'delegate') return s.seeking === effect.id;
    if (effect.kind === 'hours') return s.reading === effect.id;
    return effect.no > s.silenced[effect.ladder];
  },
  failed: (effect, why) => {
    if (effect.kind === 'delegate' || effect.kind === 'hours') {
      return { type: 'gave_up', effect: effect.id, why };
    }
    const { id, ladder } = effect;
    const rung = effect.kind === 'page' ? effect.rung : undefined;
    return { type: 'page_failed', effect: id, ladder, ...(rung !== undefined && { rung }), why };
  },
  view: viewOf,
  outcome: ({ closedAs, closedAt }) =>
    closedAs !== undefined && closedAt !== undefined ? { closedAs, closedAt } : undefined,
};
