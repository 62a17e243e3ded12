import { take, withdrawOffer } from '../baton.js';
import { rewalkClock, tellThreshold } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Instant } from '../machine.js';
import { planned, type Due } from '../promise/agenda.js';
import { inform, nextEffect, owe, page, say } from '../promise/draft.js';
import type { DueRules } from '../promise/tick.js';
import type { Ref } from '../subject-view.js';
import type { HoursReport } from './commands.js';
import type { Draft } from './draft.js';
import type { AskReason, AskEffect } from './effects.js';
import { dateLevels, silentAgenda, type WaitingFor } from './owing.js';
import { textBytes, type AskState } from './state.js';

const holderOf = (s: AskState): string => s.baton.holder.person ?? s.answerer.id;

const waitingFor = (s: AskState): WaitingFor | undefined => {
  const { obligation } = s.clock;
  return obligation === 'answer' || obligation === 'commit' || obligation === 'confirm'
    ? obligation
    : undefined;
};

/** What a page to act says at the moment. */
export const reasonNow = (s: AskState): AskReason => {
  if (s.stage === 'declined' || s.stage === 'done') return 'unconfirmed';
  if (s.stage === 'delegated') return 'passed_on';
  if (s.stage === 'committed') return s.clock.told === 100 ? 'date_passed' : 'date_near';
  return s.stage === 'acknowledged' ? 'uncommitted' : 'unanswered';
};

const remind = (draft: Draft, { at, percent }: Due, swallowed: boolean): void => {
  const { s } = draft;
  const { obligation, dueAt } = s.clock;
  if (percent !== undefined) s.clock = tellThreshold(s.clock, percent);
  if (percent === undefined) {
    s.clock = tellThreshold(s.clock, 100);
    say(draft, { at, what: 'ask.silent', with: { obligation, person: holderName(s) } });
  } else {
    const with_ = { percent, obligation, due: dueAt };
    say(draft, { at, what: 'clock.threshold', with: with_ });
  }
  if (!swallowed) owe(draft, { to: holderOf(s), reason: reasonNow(s), at });
};

const holderName = (s: AskState): string => {
  const known: Ref[] = [s.requester, s.answerer, s.askedOf];
  const id = holderOf(s);
  return known.find((one) => one.id === id)?.name ?? id;
};

/** Who asks and does not answer has no delegate: the head of their department hears of it. */
const seek = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (waitingFor(s) === 'confirm') {
    const { requesterHead } = s;
    say(draft, { at, what: 'ask.unconfirmed', with: { person: s.requester.name } });
    const to = requesterHead ?? s.requester.id;
    return owe(draft, { to, reason: 'unconfirmed', at });
  }
  const id = `f${nextEffect(draft)}`;
  s.seeking = id;
  say(draft, { at, what: 'ask.delegate_sought', with: { person: holderName(s) } });
  draft.effects.push({ kind: 'delegate', id, person: holderOf(s), except: [s.requester.id], at });
};

/** In the executives' weekly digest from here on, and each week again. */
const flag = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.flags += 1;
  s.flaggedAt ??= at;
  say(draft, { at, what: 'ask.flagged', with: { weeks: s.flags, person: holderName(s) } });
  owe(draft, { to: holderOf(s), reason: reasonNow(s), at });
};

const climb = (draft: Draft, { at, level = 0 }: Due, swallowed: boolean): void => {
  const { s } = draft;
  const levels = dateLevels(s);
  if (s.clock.told !== 100) {
    s.clock = tellThreshold(s.clock, 100);
    say(draft, { at, what: 'ask.date_passed', with: { due: s.clock.dueAt } });
    inform(draft, { to: [s.requester.id], reason: 'date_passed', at });
  }
  const rung = Math.min(level, levels.length - 1);
  const targets = levels[rung] ?? [];
  if (!swallowed) page(draft, { ladder: 'owed', reason: 'date_passed', due: at, targets, rung });
};

const needed = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  s.neededTold = true;
  say(draft, {
    at,
    what: 'ask.needed',
    with: { effect: cutText(s.effectOfDelay, textBytes.text) },
  });
  inform(draft, { to: [holderOf(s), s.requester.id], reason: 'needed', at });
};

export const askDues: DueRules<
  AskState,
  AskReason,
  Extract<AskEffect, { kind: 'delegate' | 'hours' }>
> = {
  reason: reasonNow,
  due: (draft, due, swallowed) => {
    const { at } = due;
    if (due.what === 'remind') return remind(draft, due, swallowed);
    if (due.what === 'delegate') return seek(draft, at);
    if (due.what === 'flag') return flag(draft, at);
    return due.what === 'needed' ? needed(draft, at) : climb(draft, due, swallowed);
  },
  lapsed: (draft, at) => {
    const { s } = draft;
    const to = s.passed?.to.name ?? '';
    s.baton = withdrawOffer(s.baton);
    s.stage = s.passed?.from ?? 'raised';
    delete s.passed;
    say(draft, { at, what: 'ask.pass_lapsed', with: { to } });
    owe(draft, { to: holderOf(s), reason: 'passed_back', at });
  },
};

/** The delegate takes over; whoever was silent hears so (N47). */
export const delegateFound = (
  draft: Draft,
  { effect, delegate }: { effect: string; delegate?: Ref },
  now: Instant,
): void => {
  const { s } = draft;
  if (s.seeking !== effect) return;
  delete s.seeking;
  const silent = holderOf(s);
  if (!delegate || delegate.id === silent) {
    return say(draft, { at: now, what: 'ask.no_delegate', with: { person: holderName(s) } });
  }
  const before = holderName(s);
  s.baton = take(withdrawOffer(s.baton), delegate.id, now);
  if (s.passed) s.stage = s.passed.from;
  delete s.passed;
  s.answerer = { id: delegate.id, name: cutText(delegate.name, textBytes.name) };
  s.takenOverAt = now;
  const with_ = { person: s.answerer.name, before };
  say(draft, { at: now, what: 'ask.taken_over', with: with_ });
  owe(draft, { to: delegate.id, reason: 'took_over', at: now });
  inform(draft, { to: [silent], reason: 'taken_over', at: now });
};

/** Better hours walk a running answer anew; what was already told is not told again (R11). */
export const hoursTaken = (draft: Draft, report: HoursReport, now: Instant): void => {
  const { s } = draft;
  if (s.reading !== report.effect) return;
  delete s.reading;
  const waiting = waitingFor(s);
  if (!report.hours || waiting === undefined || s.closedAt !== undefined) return;
  s.hours = report.hours;
  s.clock = rewalkClock(s.clock, report.hours.snapshot, now);
  const ahead = new Set(s.agenda.map(({ what }) => what));
  s.agenda = silentAgenda(s, s.clock, waiting).filter(({ what }) => ahead.has(what));
  draft.shown = true;
};

const seekAgainMs = 3_600_000;

/** A look-up that gave up is made again within the hour. */
export const soughtInVain = (draft: Draft, effect: string, now: Instant): void => {
  const { s } = draft;
  if (s.seeking !== effect) return;
  delete s.seeking;
  s.agenda = planned([...s.agenda, { at: now + seekAgainMs, what: 'delegate' }]);
};
