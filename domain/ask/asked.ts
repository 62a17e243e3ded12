import { accept, hold, offer, take, withdrawOffer } from '../baton.js';
import { startClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Actor, Asked, Instant } from '../machine.js';
import { inform, owe, say, silence } from '../promise/draft.js';
import type { Draft } from './draft.js';
import { awaitAnswer, awaitDate, noteAsk, stopOwing } from './owing.js';
import type { Ask } from './process.js';
import { silentDays, textBytes, type AskClosedAs, type AskState } from './state.js';

type Given<T extends Asked<Ask>['type']> = Extract<Asked<Ask>, { type: T }>;

const nameOf = (s: AskState, by: Actor): string => {
  const known = [s.requester, s.askedOf, s.answerer, ...(s.passed ? [s.passed.to] : [])];
  return known.find(({ id }) => id === by.person)?.name ?? by.person ?? by.id;
};

/** Whoever answers takes the ask, also one that was passed to them, or as a lead. */
const takeUp = (draft: Draft, by: Actor, now: Instant): void => {
  const { s } = draft;
  const person = by.person ?? '';
  const { offer: offered } = s.baton;
  if (s.passed && offered?.to === person) {
    s.answerer = s.passed.to;
    s.stage = s.passed.from;
    s.baton = accept(s.baton, now);
    delete s.passed;
  } else if (s.baton.holder.person !== person && !by.lead) {
    s.answerer = { id: person, name: nameOf(s, by) };
    s.baton = take(s.baton, person, now);
  }
};

/** An offer that is passed over: whoever held the ask answered after all. */
const dropOffer = (draft: Draft): void => {
  const { s } = draft;
  if (!s.passed) return;
  s.stage = s.passed.from;
  s.baton = withdrawOffer(s.baton);
  delete s.passed;
};

const acknowledge = (draft: Draft, { by }: Given<'acknowledge'>, now: Instant): void => {
  const { s } = draft;
  takeUp(draft, by, now);
  dropOffer(draft);
  silence(draft);
  say(draft, { at: now, by, what: 'ask.acknowledged', with: { person: nameOf(s, by) } });
  if (s.stage === 'committed') return;
  s.stage = 'acknowledged';
  awaitAnswer(draft, 'commit', now);
};

const commit = (draft: Draft, { by, date, text }: Given<'commit'>, now: Instant): void => {
  const { s } = draft;
  takeUp(draft, by, now);
  dropOffer(draft);
  const before = s.stage === 'committed' ? s.committedTo : undefined;
  silence(draft);
  s.stage = 'committed';
  s.committedTo = date;
  if (text !== undefined) s.reply = cutText(text, textBytes.text);
  const what = before === undefined ? 'ask.committed' : 'ask.moved';
  const with_ = { due: date, text: s.reply ?? '', ...(before !== undefined && { at: before }) };
  say(draft, { at: now, by, what, with: with_ });
  if (before !== undefined) s.moves += 1;
  s.first ??= { due: date, person: s.baton.holder.person ?? s.answerer.id };
  awaitDate(draft, date, now);
  noteAsk(draft);
  inform(draft, { to: [s.requester.id], reason: 'committed', at: now });
};

/** Whoever was passed the ask gives it back: the one who passed it on still holds it. */
const passBack = (draft: Draft, { by, reason }: { by: Actor; reason: string }, now: Instant) => {
  const { s } = draft;
  const { holder } = s.baton;
  dropOffer(draft);
  const with_ = { person: nameOf(s, by), reason: cutText(reason, textBytes.text) };
  say(draft, { at: now, by, what: 'ask.passed_back', with: with_ });
  owe(draft, { to: holder.person ?? s.answerer.id, reason: 'passed_back', at: now });
};

/** The ask is back with whoever raised it: they confirm, open it anew or withdraw it. */
const handBack = (draft: Draft, now: Instant, reason: 'declined' | 'done'): void => {
  const { s } = draft;
  silence(draft);
  s.stage = reason;
  s.baton = hold({ person: s.requester.id }, now);
  delete s.passed;
  awaitAnswer(draft, 'confirm', now);
  owe(draft, { to: s.requester.id, reason, at: now });
};

const decline = (draft: Draft, { by, reason }: Given<'decline'>, now: Instant): void => {
  const { s } = draft;
  if (s.passed && s.baton.offer?.to === by.person) return passBack(draft, { by, reason }, now);
  takeUp(draft, by, now);
  s.reply = cutText(reason, textBytes.text);
  say(draft, { at: now, by, what: 'ask.declined', with: { reason: s.reply } });
  handBack(draft, now, 'declined');
};

const done = (draft: Draft, { by, text }: Given<'done'>, now: Instant): void => {
  const { s } = draft;
  takeUp(draft, by, now);
  s.reply = cutText(text, textBytes.text);
  s.doneAt = now;
  say(draft, { at: now, by, what: 'ask.done', with: { text: s.reply } });
  noteAsk(draft);
  handBack(draft, now, 'done');
};

/** The time in which a person to whom an ask is passed says whether they take it. */
const offerEnds = (s: AskState, now: Instant): Instant =>
  startClock('pass', now, {
    target: { workingDays: silentDays.remind },
    hours: s.hours?.snapshot ?? 'always',
  }).dueAt;

/** Passing it on moves neither the baton nor the clock until the other one takes it (R17). */
const delegate = (draft: Draft, { by, to }: Given<'delegate'>, now: Instant): void => {
  const { s } = draft;
  if (s.stage !== 'raised' && s.stage !== 'acknowledged' && s.stage !== 'committed') return;
  s.delegations += 1;
  s.passed = { to: { id: to.id, name: cutText(to.name, textBytes.name) }, from: s.stage };
  const expires = offerEnds(s, now);
  s.baton = offer(s.baton, { to: to.id, by: by.person ?? by.id, at: now, expires });
  s.stage = 'delegated';
  const with_ = { to: s.passed.to.name, until: expires };
  say(draft, { at: now, by, what: 'ask.passed_on', with: with_ });
  owe(draft, { to: to.id, reason: 'passed_on', at: now });
};

const closedLines = {
  done: 'ask.confirmed',
  declined: 'ask.decline_taken',
  withdrawn: 'ask.withdrawn',
} as const;

const close = (
  draft: Draft,
  { by, as, reason = '' }: { by: Actor; as: AskClosedAs; reason?: string },
  now: Instant,
): void => {
  const { s } = draft;
  const told = s.answerer.id;
  stopOwing(draft, now);
  silence(draft);
  s.baton = withdrawOffer(s.baton);
  delete s.passed;
  s.stage = 'closed';
  s.closedAs = as;
  s.closedAt = now;
  say(draft, { at: now, by, what: closedLines[as], with: { reason } });
  noteAsk(draft, as === 'withdrawn');
  inform(draft, { to: [told], reason: 'closed', at: now });
};

const reopen = (draft: Draft, { by, reason }: Given<'reopen'>, now: Instant): void => {
  const { s } = draft;
  silence(draft);
  s.reopened += 1;
  s.stage = 'raised';
  s.baton = hold({ person: s.answerer.id }, now);
  delete s.doneAt;
  delete s.committedTo;
  delete s.takenOverAt;
  const with_ = { reason: cutText(reason, textBytes.text), to: s.answerer.name };
  say(draft, { at: now, by, what: 'ask.reopened', with: with_ });
  noteAsk(draft);
  awaitAnswer(draft, 'answer', now);
  owe(draft, { to: s.answerer.id, reason: 'reopened', at: now });
};

/** A person's command that `check` let through. */
export const asked = (draft: Draft, command: Asked<Ask>, now: Instant): void => {
  switch (command.type) {
    case 'acknowledge':
      return acknowledge(draft, command, now);
    case 'commit':
      return commit(draft, command, now);
    case 'decline':
      return decline(draft, command, now);
    case 'delegate':
      return delegate(draft, command, now);
    case 'done':
      return done(draft, command, now);
    case 'confirm': {
      const as = draft.s.stage === 'declined' ? 'declined' : 'done';
      return close(draft, { by: command.by, as }, now);
    }
    case 'reopen':
      return reopen(draft, command, now);
    case 'withdraw': {
      const { by, reason } = command;
      return close(draft, { by, as: 'withdrawn', reason: cutText(reason, textBytes.text) }, now);
    }
  }
};
