import { resolveDuty } from '../baton.js';
import { cutText } from '../cut-text.js';
import { holdLadder, jump, skipEmpty } from '../ladder.js';
import type { Instant, Step } from '../machine.js';
import type { IncidentReported, IncidentTold } from './commands.js';
import {
  deliver,
  draftOf,
  page,
  quietStep,
  say,
  silence,
  stepOf,
  takeSnapshot,
  type Draft,
} from './draft.js';
import { usefulnessHorizonMs } from '../page.js';
import type { Incident } from './process.js';
import { isDraftNews, noticeReported, noticesOnParent, noticesOnSurroundings } from './notices.js';
import { chained, hardFault, takenOver } from './others.js';
import { surrounded, wasLookedAt } from './looking.js';
import { lookAfterMs } from './surroundings.js';
import { endCommand } from './commanding.js';
import { close, heldBy, named, isOpen, isVoidOffer, releaseGraceS, reopen } from './rules.js';
import {
  alertsMax,
  childrenMax,
  followUpsMax,
  gapsToldMax,
  type IncidentState,
  type LadderName,
} from './state.js';

type Report<T extends IncidentReported['type']> = Extract<IncidentReported, { type: T }>;
type Word<T extends IncidentTold['type']> = Extract<IncidentTold, { type: T }>;

/** Bytes of the names in one timeline line, which is at most 4 KiB. */
export const peopleMaxBytes = 1_500;

const numberOf = (effect: string): number => Number(effect.slice(1));

/** The page came back after its ladder was silenced: it says what happened and moves nothing. */
const isWithdrawn = (s: IncidentState, report: { effect: string; ladder: LadderName }): boolean =>
  !isOpen(s) ||
  numberOf(report.effect) <= s.silenced[report.ladder] ||
  isVoidOffer(s, report.effect);

const cause = (ladder: LadderName, rung: number | undefined): string =>
  rung === undefined ? ladder : `${ladder}/${rung + 1}`;

const skip = (s: IncidentState, ladder: LadderName, rung: number): void => {
  if (ladder === 'respond') s.respond = skipEmpty(s.respond, rung);
  if (ladder === 'overdue') s.overdue = skipEmpty(s.overdue, rung);
};

const tellGaps = (draft: Draft, gaps: Report<'paged'>['gaps'], now: Instant): void => {
  const { s } = draft;
  for (const gap of gaps) {
    if (s.gapsTold.includes(gap.schedule)) continue;
    s.gapsTold = [...s.gapsTold, gap.schedule].slice(-gapsToldMax);
    say(draft, { at: now, what: 'page.gap', with: { schedule: gap.schedule } });
    const targets = [{ kind: 'person', id: gap.owner } as const];
    page(draft, { ladder: 'holder', reason: 'gap', due: now, targets });
  }
};

/** Nobody is on call to command: the duty manager names somebody. */
const askManager = (draft: Draft, now: Instant): void => {
  const targets = [{ kind: 'duty', role: 'duty_manager' } as const];
  page(draft, { ladder: 'care', reason: 'command_wanted', due: now, targets });
};

const nobody = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const line = { at: now, cause: cause(report.ladder, report.rung) };
  if (report.rung === undefined) {
    say(draft, { ...line, what: 'page.nobody', with: { reason: report.ladder } });
    if (report.effect === draft.s.commandAsked) askManager(draft, now);
    return;
  }
  say(draft, { ...line, what: 'page.empty', with: { rung: report.rung + 1 } });
  if (!isWithdrawn(draft.s, report)) skip(draft.s, report.ladder, report.rung);
};

const reached = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const all = report.people.map((person) => person.name).join(', ');
  const names = cutText(all, peopleMaxBytes);
  const people = report.more > 0 ? `${names} +${report.more}` : names;
  const line = { at: now, cause: cause(report.ladder, report.rung) };
  if (report.rung === undefined) {
    say(draft, { ...line, what: 'page.reached_other', with: { people, reason: report.ladder } });
  } else {
    say(draft, { ...line, what: 'page.reached', with: { people, rung: report.rung + 1 } });
  }
};

/** Beyond the limit the soonest are sent early rather than dropped. */
const followUp = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  const { effect: id, ladder } = report;
  if (report.waiting) deliver(draft, { ladder, page: id, until: now + usefulnessHorizonMs });
  const later = ladder === 'care' ? [] : report.later;
  const added = later.map((afterS) => ({
    due: now + afterS * 1000,
    page: id,
    ladder,
    afterS,
  }));
  const ahead = [...s.followUps, ...added].toSorted((a, b) => a.due - b.due);
  const early = ahead.splice(0, Math.max(0, ahead.length - followUpsMax));
  s.followUps = ahead;
  for (const { ladder: of, page: paged, due, afterS } of early) {
    page(draft, { ladder: of, reason: 'rung', due, targets: [], followUp: { of: paged, afterS } });
  }
};

const paged = (draft: Draft, report: Report<'paged'>, now: Instant): void => {
  const { s } = draft;
  if (report.duty !== undefined && !s.baton.holder.person) {
    s.baton = resolveDuty(s.baton, report.duty);
    endCommand(draft, now);
    say(draft, {
      at: now,
      what: 'baton.duty',
      with: { person: report.duty },
      cause: cause(report.ladder, report.rung),
    });
  }
  const { people, waiting } = report;
  const unreached = people.length > 0 && people.every((person) => person.state === 'failed');
  if (report.empty || (unreached && !waiting)) nobody(draft, report, now);
  else if (people.length > 0) reached(draft, report, now);
  if (isWithdrawn(s, report)) return;
  followUp(draft, report, now);
  tellGaps(draft, report.gaps, now);
};

const told = (draft: Draft, report: Report<'told'>, now: Instant): void => {
  const { s } = draft;
  if (s.merging?.effect !== report.effect) return;
  const { into } = s.merging;
  delete s.merging;
  if (!report.ok || !isOpen(s)) {
    say(draft, { at: now, what: 'incident.merge_failed', with: { into } });
    return;
  }
  s.mergedInto = into;
  say(draft, { at: now, what: 'incident.merged', with: { into }, cause: report.effect });
  close(draft, { at: now, as: 'merged' });
};

const delivered = (draft: Draft, report: Report<'delivered'>, now: Instant): void => {
  const { delivered: ok, failed, silenced } = report;
  const with_ = { delivered: ok, failed, silenced };
  say(draft, { at: now, what: 'page.delivered_late', with: with_, cause: report.page });
};

/** The outcome of an effect; never refused. */
export const reported = (
  state: IncidentState,
  report: Exclude<IncidentReported, { type: 'alert' }>,
  now: Instant,
): Step<Incident> => {
  const draft = draftOf(state);
  switch (report.type) {
    case 'paged':
      paged(draft, report, now);
      break;
    case 'delivered':
      delivered(draft, report, now);
      break;
    case 'page_failed':
      say(draft, { at: now, what: 'page.failed', with: { why: report.why.slice(0, 200) } });
      if (report.rung !== undefined && !isWithdrawn(draft.s, report)) {
        skip(draft.s, report.ladder, report.rung);
      }
      break;
    case 'told':
      told(draft, report, now);
      break;
    case 'handed_back':
      break;
    case 'snapshot_taken':
      surrounded(draft, report, now);
      break;
    case 'notice_drafted':
    case 'notice_sent':
    case 'notice_blocked':
    case 'notice_failed':
      noticeReported(draft, report, now);
      break;
  }
  const drafted = report.type === 'notice_drafted' && isDraftNews(state.board, draft.s.board);
  const shown = drafted || draft.entries.length > 0;
  return shown || draft.effects.length > 0 ? stepOf(draft) : quietStep(draft);
};

/**
 * Takes over another incident's work, reopened where it was thought done. A merge of its own under
 * way is called off: two that merge into each other would both close, and the work be nobody's.
 */
const absorb = (draft: Draft, word: Word<'absorbed'>, now: Instant): void => {
  const { s } = draft;
  if (word.from === s.id) return;
  const working = s.stage === 'detected' || s.stage === 'responding';
  if (!isOpen(s) || (!working && !word.restored)) reopen(draft, now);
  if (s.merging) {
    say(draft, { at: now, what: 'incident.merge_failed', with: { into: s.merging.into } });
    delete s.merging;
  }
  const known = s.alerts.map((alert) =>
    word.alerts.includes(alert.mark) ? { ...alert, open: true } : alert,
  );
  const marks = new Set(known.map((alert) => alert.mark));
  const fresh = word.alerts.filter((mark) => !marks.has(mark));
  const room = Math.max(0, alertsMax - s.alerts.length);
  const added = fresh.slice(0, room).map((mark) => ({ mark, open: true, count: 1 }));
  s.alerts = [...known, ...added];
  s.alertsBeyond += Math.max(0, fresh.length - room);
  const with_ = { from: word.from, title: word.title };
  say(draft, { at: now, what: 'incident.absorbed', with: with_, cause: word.from });
};

const attached = (draft: Draft, word: Word<'attached'>, now: Instant): void => {
  const { s } = draft;
  if (s.parent || (s.stage !== 'detected' && s.stage !== 'responding')) return;
  const { id, title, holdS } = word.parent;
  if (s.stage === 'responding') {
    s.parent = named({ id, title });
    noticesOnParent(draft, now);
    say(draft, { at: now, what: 'incident.joined', with: { parent: title }, cause: id });
    return;
  }
  const until = now + holdS * 1000;
  s.parent = heldBy({ id, title });
  s.respond = holdLadder(jump(s.respond, 0, now), until, 'again');
  if (s.overdue.reached === -1 && s.overdue.anchor < until) s.overdue = jump(s.overdue, 0, until);
  silence(draft, ['respond']);
  noticesOnParent(draft, now);
  say(draft, { at: now, what: 'incident.child_of', with: { parent: title }, cause: id });
};

const released = (draft: Draft, word: Word<'released'>, now: Instant): void => {
  const { s } = draft;
  const { held } = s.respond;
  if (word.why === 'closed' && s.parent && s.parent.id === word.parent && isOpen(s)) {
    s.parent = { ...s.parent, gone: true };
    if (s.board) noticesOnSurroundings(draft, now);
  }
  const asleep = s.stage === 'detected' && s.parent?.holds;
  if (!asleep || !held || word.parent !== s.parent?.id) return;
  const until = Math.min(held.until, now + releaseGraceS * 1000);
  s.respond = holdLadder(s.respond, until, 'again');
  say(draft, { at: now, what: 'incident.released', with: { why: word.why }, cause: word.parent });
};

/** What another process says; never refused. */
export const toldBy = (state: IncidentState, word: IncidentTold, now: Instant): Step<Incident> => {
  const draft = draftOf(state);
  switch (word.type) {
    case 'absorbed':
      absorb(draft, word, now);
      break;
    case 'child':
      if (!draft.s.children.includes(word.id) && draft.s.children.length < childrenMax) {
        draft.s.children = [...draft.s.children, word.id];
        say(draft, {
          at: now,
          what: 'incident.child_added',
          with: { title: word.title },
          cause: word.id,
        });
        if (wasLookedAt(draft.s)) draft.s.lookAt ??= now + lookAfterMs;
      }
      break;
    case 'attached':
      attached(draft, word, now);
      break;
    case 'released':
      released(draft, word, now);
      break;
    case 'chain':
      chained(draft, word, now);
      break;
    case 'take_over':
      takenOver(draft, word, now);
      break;
    case 'hard_fault':
      hardFault(draft, word, now);
      break;
    case 'calendar_changed':
      if (isOpen(draft.s) && draft.s.grading) takeSnapshot(draft, now);
      break;
    case 'cancel_requested':
      say(draft, { at: now, what: 'engine.cancel_requested' });
      break;
  }
  return draft.entries.length === 0 ? quietStep(draft) : stepOf(draft);
};
