import { startClock, stopClock, type Clock, type Hours } from '../clock.js';
import type { Instant } from '../machine.js';
import { dateAgenda, dayMs, planned, weekMs, type Due } from '../promise/agenda.js';
import { levelsOf } from '../promise/climb.js';
import { nextEffect, notePromise } from '../promise/draft.js';
import type { Draft } from './draft.js';
import { silentDays, type AskState } from './state.js';

/** Hours read ahead of a clock that do not reach so far are read anew. */
const hoursAheadMs = 25 * dayMs;

const hoursOf = ({ hours }: Pick<AskState, 'hours'>): Hours => hours?.snapshot ?? 'always';

type Timed = Pick<AskState, 'hours' | 'neededBy'> & { neededTold?: true };

const workingDays = (
  s: Timed,
  { obligation, from, days }: { obligation: string; from: Instant; days: number },
): Clock =>
  startClock(obligation, from, {
    target: { workingDays: days },
    hours: hoursOf(s),
    ...(s.hours && { calendar: s.hours.calendar }),
  });

export type WaitingFor = 'answer' | 'commit' | 'confirm';

/** Who asked is told once that the day has come on which it is needed. */
const neededDue = (s: Timed): Due[] => (s.neededTold ? [] : [{ at: s.neededBy, what: 'needed' }]);

/**
 * An answer is owed: after 2 working days a reminder, after 5 the delegate, after 10 the
 * executives' digest, and each week again (4g, operations.md).
 */
export const silentAgenda = (s: Timed, clock: Clock, waiting: WaitingFor): Due[] => {
  const { obligation, startAt: from } = clock;
  const at = (days: number) => workingDays(s, { obligation, from, days }).dueAt;
  return planned([
    { at: at(silentDays.remind), what: 'remind' },
    { at: at(silentDays.delegate), what: 'delegate' },
    { at: at(silentDays.flag), what: 'flag', everyMs: weekMs },
    ...(waiting === 'confirm' ? [] : neededDue(s)),
  ]);
};

export const silentClock = (s: Timed, waiting: WaitingFor, from: Instant): Clock =>
  workingDays(s, { obligation: waiting, from, days: silentDays.remind });

/** Reads the department's working days again where those known end before the answer may. */
const refreshHours = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  if (!s.hours || !s.department || s.hours.snapshot.until >= now + hoursAheadMs) return;
  const id = `h${nextEffect(draft)}`;
  s.reading = id;
  draft.effects.push({ kind: 'hours', id, department: s.department.id, at: now });
};

/** From here on an answer of this kind is owed by whoever holds the ask. */
export const awaitAnswer = (draft: Draft, waiting: WaitingFor, now: Instant): void => {
  const { s } = draft;
  s.clock = silentClock(s, waiting, now);
  s.agenda = silentAgenda(s, s.clock, waiting);
  delete s.flaggedAt;
  refreshHours(draft, now);
};

/** Who is asked when a committed date passes: who answers, then those above (section 4). */
export const dateLevels = (s: AskState) => levelsOf(s.baton.holder.person ?? s.answerer.id, s);

/** From here on the date is owed, with the usual ladder. */
export const awaitDate = (draft: Draft, date: Instant, now: Instant): void => {
  const { s } = draft;
  s.clock = startClock('done', now, { target: { ms: date - now }, hours: 'always' });
  s.agenda = planned([...dateAgenda(s.clock, dateLevels(s).length), ...neededDue(s)]);
  delete s.flaggedAt;
};

export const stopOwing = (draft: Draft, now: Instant): void => {
  const { s } = draft;
  s.clock = stopClock(s.clock, now);
  s.agenda = [];
  delete s.seeking;
  delete s.reading;
};

/** The promise that counts is the first date; moving it later keeps nobody's word (R12). */
export const noteAsk = (draft: Draft, void_ = false): void => {
  const { s } = draft;
  if (!s.first) return;
  const { due, person } = s.first;
  notePromise(draft, 'done', {
    ...{ kind: 'ask', person, department: s.department?.id, due, doneAt: s.doneAt, void: void_ },
  });
};
