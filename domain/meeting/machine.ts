import { hold } from '../baton.js';
import { startClock } from '../clock.js';
import { cutText } from '../cut-text.js';
import type { Instant, Machine, Step } from '../machine.js';
import { draftOf, inform, say, stepOf } from '../promise/draft.js';
import { isPageReport, pageReported } from '../promise/reports.js';
import { nextDueOf, tickDraft } from '../promise/tick.js';
import type { Ref } from '../subject-view.js';
import { asked } from './asked.js';
import { check } from './check.js';
import type { MeetingReported } from './commands.js';
import { meetingDues, openOccurrence, reasonNow, type Draft } from './occurrence.js';
import type { Meeting } from './process.js';
import { everybody } from './sides.js';
import {
  partiesMax,
  reviewItemsMax,
  rulesVersion,
  stateVersion,
  textBytes,
  unheldMs,
  type MeetingInput,
  type MeetingParty,
} from './state.js';
import { viewOf } from './view.js';

const whyMaxChars = 200;

const named = ({ id, name }: Ref): Ref => ({ id, name: cutText(name, textBytes.name) });

const bounded = ({ department, person, deputy, ...above }: MeetingParty): MeetingParty => ({
  ...above,
  ...{ department: named(department), person: named(person) },
  ...(deputy && { deputy: named(deputy) }),
});

const begin = (given: MeetingInput, now: Instant): Step<Meeting> => {
  const parties = given.parties.slice(0, partiesMax).map(bounded);
  const [first] = parties;
  if (!first) throw new Error('a meeting without parties');
  const { purpose, everyDays, by } = given;
  const firstAt = Math.max(given.firstAt, now);
  const draft: Draft = draftOf({
    ...{ v: stateVersion, rules: rulesVersion, ...given, parties, firstAt },
    title: cutText(given.title, textBytes.title),
    ...(purpose !== undefined && { purpose: cutText(purpose, textBytes.purpose) }),
    ...{ startedAt: now, stage: 'waiting' },
    clock: startClock('held', firstAt, { target: { ms: unheldMs }, hours: 'always' }),
    occurrence: { n: 0, openedAt: now, declines: 0, level: 0, sequence: 0 },
    baton: hold({ person: first.person.id }, now),
    ...{ held: 0, missed: 0, items: [], itemsMore: 0, carried: 0 },
    agenda: [{ at: firstAt, what: 'open' }],
    ...{ followUps: [], silenced: { owed: 0, told: 0 }, effects: 0 },
  });
  const names = parties.map(({ department }) => department.name).join('、');
  const with_ = { title: draft.s.title, parties: names, everyDays, at: firstAt };
  say(draft, { at: now, by, what: 'meeting.agreed_on', with: with_ });
  if (firstAt <= now) {
    draft.s.agenda = [];
    openOccurrence(draft, 1, firstAt);
  }
  return stepOf(draft);
};

type Report<T extends MeetingReported['type']> = Extract<MeetingReported, { type: T }>;

/** What is open in a review: one row each, and whether the last review had it already (N48). */
const collected = (draft: Draft, report: Report<'collected'>, now: Instant): void => {
  const { s } = draft;
  const { collecting } = s;
  if (collecting?.effect !== report.effect) return;
  delete s.collecting;
  const items = report.items.slice(0, reviewItemsMax);
  const { n } = s.occurrence;
  const before = new Set(s.items);
  for (const { subject, due, ...item } of items) {
    const data = { ...item, n, due: due ?? null, carried: before.has(subject) };
    draft.facts.push({ kind: 'review_item', key: `${n}/${subject}`, data });
  }
  s.carried = items.filter(({ subject }) => before.has(subject)).length;
  s.items = items.map(({ subject }) => subject);
  s.itemsMore = report.more + report.items.length - items.length;
  const with_ = { n, items: s.items.length + s.itemsMore, carried: s.carried };
  const what = collecting.closing ? 'meeting.carried_over' : 'meeting.collected';
  say(draft, { at: now, what, with: with_ });
  if (collecting.closing) inform(draft, { to: everybody(s), reason: 'held', at: now });
};

const reported = (draft: Draft, report: MeetingReported, now: Instant): void => {
  if (isPageReport(report)) return pageReported(draft, report, { now, reason: reasonNow(draft.s) });
  switch (report.type) {
    case 'invited': {
      const { reached, failed } = report;
      return say(draft, { at: now, what: 'meeting.invited', with: { reached, failed } });
    }
    case 'actions_opened': {
      if (draft.s.opening === report.effect) delete draft.s.opening;
      const with_ = { count: report.ids.length };
      return say(draft, { at: now, what: 'meeting.actions_opened', with: with_ });
    }
    case 'collected':
      return collected(draft, report, now);
    case 'gave_up': {
      const why = report.why.slice(0, whyMaxChars);
      say(draft, { at: now, what: 'promise.gave_up', with: { why }, cause: report.effect });
    }
  }
};

/**
 * Departments owe each other a meeting, again and again (N16, operations.md): a time is proposed
 * and accepted or declined with a reason; what is not held escalates on every side.
 */
export const meetingMachine: Machine<Meeting> = {
  begin,
  check,
  apply: (state, command, now) => {
    const draft: Draft = draftOf(state);
    if ('by' in command) asked(draft, command, now);
    else if (command.type === 'cancel_requested') {
      say(draft, { at: now, what: 'engine.cancel_requested' });
    } else reported(draft, command, now);
    return stepOf(draft);
  },
  nextDue: nextDueOf,
  tick: (state, now) => {
    const draft: Draft = draftOf(state);
    tickDraft(draft, now, meetingDues);
    return stepOf(draft);
  },
  wanted: (s, effect) => {
    if (effect.kind === 'open_actions') return true;
    if (effect.kind === 'collect') return s.collecting?.effect === effect.id;
    if (effect.kind === 'invite') return effect.sequence >= s.occurrence.sequence - 1;
    return effect.no > s.silenced[effect.ladder];
  },
  failed: (effect, why) => {
    if (effect.kind !== 'page' && effect.kind !== 'deliver') {
      return { type: 'gave_up', effect: effect.id, why };
    }
    const { id, ladder } = effect;
    const rung = effect.kind === 'page' ? effect.rung : undefined;
    return { type: 'page_failed', effect: id, ladder, ...(rung !== undefined && { rung }), why };
  },
  view: viewOf,
  outcome: ({ closedAt, held }) => (closedAt === undefined ? undefined : { closedAt, held }),
};
