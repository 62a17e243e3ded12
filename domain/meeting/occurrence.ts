import { startClock, stopClock, tellThreshold } from '../clock.js';
import type { Instant } from '../machine.js';
import { dateAgenda, dayMs, planned, type Due } from '../promise/agenda.js';
import {
  nextEffect,
  notePromise,
  owe,
  page,
  say,
  silence,
  type Draft as PromiseDraft,
} from '../promise/draft.js';
import type { DueRules } from '../promise/tick.js';
import type { MeetingExtra, MeetingReason } from './effects.js';
import { above, everybody, interfacesOf, unanswered } from './sides.js';
import {
  declinesToEscalate,
  skippedMax,
  unheldMs,
  type MeetingState,
  type Proposal,
} from './state.js';

export type Draft = PromiseDraft<MeetingState, MeetingReason, MeetingExtra>;

const minuteMs = 60_000;

/** One row per side: that a meeting is held is the word of each of them (R12, K). */
const noteMeeting = (draft: Draft, at: { n: number; due: Instant; doneAt?: Instant }): void => {
  for (const { department, person } of draft.s.parties) {
    notePromise(draft, `${at.n}/${department.id}`, {
      ...{ kind: 'meeting', person: person.id, department: department.id },
      ...{ due: at.due, doneAt: at.doneAt },
    });
  }
};

export const noteHeld = (draft: Draft, doneAt: Instant): void =>
  noteMeeting(draft, { n: draft.s.occurrence.n, due: draft.s.clock.dueAt, doneAt });

export const collect = (draft: Draft, { at, closing }: { at: Instant; closing: boolean }): void => {
  const { s } = draft;
  if (s.kind !== 'operations_review') return;
  const id = `c${nextEffect(draft)}`;
  s.collecting = { effect: id, closing: closing || s.collecting?.closing === true };
  const departments = s.parties.map(({ department }) => department.id);
  draft.effects.push({ kind: 'collect', id, meeting: s.id, departments, at });
};

/** Reminders, ten days, then each half period one level up, for as long as it is not held. */
const openAgenda = (s: MeetingState): Due[] => dateAgenda(s.clock, 2);

export const openOccurrence = (draft: Draft, n: number, at: Instant): void => {
  const { s } = draft;
  s.stage = 'open';
  s.occurrence = { n, openedAt: at, declines: 0, level: 0, sequence: 0 };
  s.clock = startClock('held', at, { target: { ms: unheldMs }, hours: 'always' });
  s.agenda = openAgenda(s);
  say(draft, { at, what: 'meeting.opened', with: { n, until: s.clock.dueAt } });
  noteMeeting(draft, { n, due: s.clock.dueAt });
  collect(draft, { at, closing: false });
  owe(draft, { to: s.baton.holder.person ?? '', reason: 'to_propose', at });
};

/** When the occurrence after this one opens, anchored to the first (I3). */
const slotOf = ({ firstAt, everyDays }: MeetingState, n: number): Instant =>
  firstAt + (n - 1) * everyDays * dayMs;

/** The next one opens by itself; those that passed meanwhile were not held, and count so. */
export const awaitNext = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  let n = s.occurrence.n + 1;
  for (let skipped = 0; skipped < skippedMax && slotOf(s, n + 1) <= now; skipped += 1, n += 1) {
    s.missed += 1;
    noteMeeting(draft, { n, due: slotOf(s, n) });
    say(draft, { at: now, what: 'meeting.skipped', with: { n } });
  }
  s.stage = 'waiting';
  s.clock = stopClock(s.clock, now);
  s.occurrence = { ...s.occurrence, n: n - 1 };
  s.agenda = [{ at: Math.max(now, slotOf(s, n)), what: 'open' }];
};

/** What is asked for by an invitation, its change or its end; the sequence grows with each. */
export const invite = (draft: Draft, method: 'request' | 'cancel', proposal: Proposal): void => {
  const { s } = draft;
  const { n: occurrence, sequence } = s.occurrence;
  const { at, minutes, place } = proposal;
  const required = interfacesOf(s);
  draft.effects.push({
    ...{ kind: 'invite', id: `i${nextEffect(draft)}`, method, occurrence, sequence },
    ...{ at, minutes, ...(place !== undefined && { place }), title: s.title },
    organizer: s.parties[0]?.person.id ?? '',
    ...{ required, optional: everybody(s).filter((id) => !required.includes(id)) },
  });
  s.occurrence = { ...s.occurrence, sequence: sequence + 1 };
};

/** The ladder goes on where it stood; a time that was agreed adds its end. */
export const agendaFor = (draft: Draft, proposal?: Proposal): void => {
  const { s } = draft;
  const ladder = s.agenda.filter(({ what }) => what !== 'record');
  const end = proposal && proposal.at + proposal.minutes * minuteMs;
  const record: Due[] = end === undefined ? [] : [{ at: end, what: 'record', everyMs: dayMs }];
  s.agenda = planned([...ladder, ...record]);
};

/** One level up on every side, and the next time another one (N16). */
export const escalate = (draft: Draft, reason: 'declined_twice' | 'unheld', at: Instant): void => {
  const { s } = draft;
  const level = s.occurrence.level + 1;
  s.occurrence = { ...s.occurrence, level };
  say(draft, { at, what: 'meeting.escalated', with: { level, reason } });
  const targets = above(s, level);
  page(draft, { ladder: 'owed', reason, due: at, targets, rung: level - 1 });
};

export const reasonNow = (s: MeetingState): MeetingReason => {
  if (s.stage === 'proposed') return 'to_answer';
  if (s.stage === 'agreed') return 'to_record';
  return s.clock.told === 100 ? 'unheld' : 'to_propose';
};

const remind = (draft: Draft, { at, percent = 50 }: Due, swallowed: boolean): void => {
  const { s } = draft;
  s.clock = tellThreshold(s.clock, percent);
  const with_ = { percent, obligation: s.clock.obligation, due: s.clock.dueAt };
  say(draft, { at, what: 'clock.threshold', with: with_ });
  if (swallowed || s.stage === 'agreed') return;
  const to = s.stage === 'proposed' ? unanswered(s) : [s.baton.holder.person ?? ''];
  for (const one of to) owe(draft, { to: one, reason: reasonNow(s), at });
};

/** The time has passed: minutes are wanted of what was agreed, and another time of the rest. */
const record = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.stage === 'agreed') {
    say(draft, { at, what: 'meeting.minutes_wanted' });
    return owe(draft, { to: s.baton.holder.person ?? '', reason: 'to_record', at });
  }
  const { proposal: _gone, ...occurrence } = s.occurrence;
  s.occurrence = occurrence;
  s.stage = 'open';
  silence(draft);
  agendaFor(draft);
  say(draft, { at, what: 'meeting.proposal_passed' });
  owe(draft, { to: s.baton.holder.person ?? '', reason: 'to_propose', at });
};

export const meetingDues: DueRules<MeetingState, MeetingReason, MeetingExtra> = {
  reason: reasonNow,
  due: (draft, due, swallowed) => {
    const { at } = due;
    if (due.what === 'open') return openOccurrence(draft, draft.s.occurrence.n + 1, at);
    if (due.what === 'record') return record(draft, at);
    if (due.what === 'remind') return remind(draft, due, swallowed);
    draft.s.clock = tellThreshold(draft.s.clock, 100);
    return escalate(draft, 'unheld', at);
  },
  lapsed: () => undefined,
};

/** Every second decline of one occurrence goes one level up. */
export const declinesEscalate = (declines: number): boolean =>
  declines > 0 && declines % declinesToEscalate === 0;
