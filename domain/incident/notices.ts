import type { Asked, Instant } from '../machine.js';
import {
  addAudience,
  dropAudience,
  onClosed,
  onCommander,
  onLevel,
  onReopened,
  onRestored,
  onReviewing,
  openNotices,
} from '../notice/board-events.js';
import { takeReport } from '../notice/board-reports.js';
import { nextNoticeDue, noticeTick, type NoticeDue } from '../notice/board-tick.js';
import { approve, correct, release } from '../notice/board-verbs.js';
import type { BoardStep, NoticeBoard, Owed } from '../notice/board.js';
import type { Footing } from '../notice/cadence.js';
import { draftsMax, refOf, type NoticeReported } from '../notice/effects.js';
import { readOwedId, type Audience } from '../notice/stages.js';
import { draftNotices, page, say, sendNotice, type Draft } from './draft.js';
import { levelOf } from './level.js';
import type { Incident } from './process.js';
import type { ClosedAs, IncidentState, Severity } from './state.js';

const footingOf = (s: IncidentState): Footing => ({
  level: levelOf(s.severity),
  ...(s.impactClass === 'interruption' && { interruption: true as const }),
  ...(s.surroundings?.firstNoticeMs !== undefined && {
    committedFirstMs: s.surroundings.firstNoticeMs,
  }),
});

/** See `rulesVersion`. */
export const draftsEarly = (rules: number): boolean => rules >= 2;

const isProvisional = (s: IncidentState): boolean => s.grading?.status !== 'graded';

const take = (draft: Draft, { board, withdrawn }: BoardStep, at: Instant): void => {
  draft.s.board = board;
  for (const owed of withdrawn) {
    say(draft, { at, what: 'notice.withdrawn', with: { notice: owed.id } });
  }
};

/** Customers hear of it from its parent, while one is handled above it (V23). */
const audiencesOf = (s: IncidentState): Audience[] =>
  (s.surroundings?.customers ?? 0) > 0 && (!s.parent || s.parent.gone)
    ? ['internal', 'customer']
    : ['internal'];

/** What the directory says came in: the board opens, or follows it. */
export const noticesOnSurroundings = (draft: Draft, at: Instant): void => {
  const { s } = draft;
  if (s.closedAs !== undefined && s.closedAs !== 'resolved') return;
  const audiences = audiencesOf(s);
  if (!s.board) {
    const opened = openNotices({
      ...footingOf(s),
      audiences,
      detectedAt: s.detectedAt,
      ...(s.grading && { since: s.grading.since }),
      provisional: isProvisional(s),
      commander: s.commander !== undefined,
      early: draftsEarly(s.rules),
    });
    take(draft, opened, at);
    if (s.restoredAt !== undefined && s.board) take(draft, onRestored(s.board, at), at);
    return;
  }
  noticesOnLevel(draft, { from: s.severity, at });
  const customers = audiences.includes('customer');
  const board = customers
    ? addAudience(s.board, 'customer', at)
    : dropAudience(s.board, 'customer');
  take(draft, board, at);
};

export const noticesOnLevel = (draft: Draft, moved: { from: Severity; at: Instant }): void => {
  const { s } = draft;
  if (!s.board) return;
  const from = levelOf(moved.from);
  const regraded = { ...footingOf(s), from, at: moved.at, provisional: isProvisional(s) };
  take(draft, onLevel(s.board, regraded), moved.at);
};

export const noticesOnRestored = (draft: Draft, at: Instant): void => {
  if (draft.s.board) take(draft, onRestored(draft.s.board, at), at);
};

export const noticesOnReopened = (draft: Draft, at: Instant): void => {
  if (draft.s.board) take(draft, onReopened(draft.s.board, at), at);
};

export const noticesOnReviewing = (draft: Draft, at: Instant, dueAt: Instant): void => {
  if (draft.s.board) take(draft, onReviewing(draft.s.board, { at, dueAt }), at);
};

export const noticesOnClosed = (draft: Draft, at: Instant, as: ClosedAs): void => {
  if (draft.s.board) take(draft, onClosed(draft.s.board, { as }), at);
};

export const noticesOnCommander = (s: IncidentState): void => {
  if (s.board) s.board = onCommander(s.board, s.commander !== undefined);
};

/** It became a child: its customers hear from the parent. */
export const noticesOnParent = (draft: Draft, at: Instant): void => {
  if (draft.s.board) take(draft, dropAudience(draft.s.board, 'customer'), at);
};

export const noticesDue = (s: IncidentState): Instant | undefined =>
  s.board && nextNoticeDue(s.board);

const tellWho = (s: IncidentState): { kind: 'person' | 'schedule'; id: string }[] => {
  const { holder } = s.baton;
  const held = holder.person
    ? { kind: 'person' as const, id: holder.person }
    : { kind: 'schedule' as const, id: holder.duty ?? '' };
  return s.commander === undefined ? [held] : [{ kind: 'person', id: s.commander }, held];
};

/** One page for all that are missed at an instant. */
const missed = (draft: Draft, dues: NoticeDue[], at: Instant): void => {
  for (const { owed } of dues) {
    say(draft, { at, what: 'notice.missed', with: { notice: owed.id, due: owed.dueAt } });
  }
  if (dues.length === 0) return;
  const targets = [...tellWho(draft.s), { kind: 'duty', role: 'duty_manager' } as const];
  page(draft, { ladder: 'care', reason: 'notice_missed', due: at, targets });
};

const send = (draft: Draft, owed: Owed): void => {
  const { board } = draft.s;
  if (board) sendNotice(draft, refOf(board, owed));
};

/** Every notice due at this instant, each at its own due time (I3); one page for its reminders. */
export const noticesTicked = (draft: Draft, at: Instant, now: Instant): void => {
  const { s } = draft;
  if (!s.board) return;
  const { board, dues } = noticeTick(s.board, at, now);
  s.board = board;
  const drafts: Owed[] = [];
  const reminded: NoticeDue[] = [];
  const late: NoticeDue[] = [];
  for (const due of dues) {
    if (due.do === 'draft') drafts.push(due.owed);
    else if (due.do === 'release') send(draft, due.owed);
    else if (due.do === 'remind') reminded.push(due);
    else late.push(due);
  }
  if (drafts.length > 0) {
    draftNotices(
      draft,
      drafts.slice(0, draftsMax).map((owed) => refOf(board, owed)),
    );
  }
  missed(draft, late, at);
  for (const { owed, at: due } of reminded) {
    say(draft, { at: due, what: 'notice.due', with: { notice: owed.id, due: owed.dueAt } });
  }
  if (reminded.length > 0) {
    page(draft, { ladder: 'care', reason: 'notice_due', due: at, targets: tellWho(s) });
  }
};

/** Whether readers see a difference between two boards that differ in their drafts. */
export const isDraftNews = (before?: NoticeBoard, after?: NoticeBoard): boolean => {
  if (!after?.early) return true;
  const lacking = (board?: NoticeBoard): string[] =>
    (board?.owed ?? []).flatMap(({ id, draft }) => (draft === 'incomplete' ? [id] : []));
  return lacking(before).join(' ') !== lacking(after).join(' ');
};

/** What a notice's hands report: sent, drafted, blocked by the gate, or given up. */
export const noticeReported = (draft: Draft, report: NoticeReported, now: Instant): void => {
  const { s } = draft;
  if (!s.board) return;
  const blockedBefore = s.board.counts.blocked;
  take(draft, takeReport(s.board, report, now), now);
  if (report.type === 'notice_sent') {
    const { notice, recipients, delivered, failed } = report;
    const what = delivered > 0 || recipients === 0 ? 'notice.sent' : 'notice.undelivered';
    say(draft, { at: now, what, with: { notice, recipients, delivered, failed }, cause: notice });
  }
  if (report.type === 'notice_blocked' && s.board.counts.blocked > blockedBefore) {
    const faults = report.faults.map(({ field, code }) => `${field}:${code}`).join(' ');
    say(draft, { at: now, what: 'notice.blocked', with: { notice: report.notice, faults } });
    page(draft, { ladder: 'care', reason: 'notice_blocked', due: now, targets: tellWho(s) });
  }
  if (report.type === 'notice_failed') {
    const with_ = { notice: report.notices.join(' '), why: report.why };
    say(draft, { at: now, what: 'notice.failed', with: with_ });
  }
};

type Verb = 'approve_notice' | 'send_notice' | 'correct_notice';

/** A person's word on a notice that the board's own check let through. */
export const noticeAsked = (
  draft: Draft,
  command: Extract<Asked<Incident>, { type: Verb }>,
  now: Instant,
): void => {
  const { s } = draft;
  if (!s.board) return;
  const { notice, by } = command;
  const line = { at: now, by, cause: command.type };
  if (command.type === 'approve_notice') {
    s.board = approve(s.board, { notice, by: by.person ?? by.id, at: now });
    say(draft, { ...line, what: 'notice.approved', with: { notice } });
    return;
  }
  if (command.type === 'send_notice') {
    const step = release(s.board, { notice, at: now });
    take(draft, step, now);
    say(draft, { ...line, what: 'notice.released', with: { notice } });
    send(draft, step.sending);
    return;
  }
  const audience = readOwedId(notice)?.audience;
  if (!audience) return;
  take(draft, correct(s.board, { audience, noticeId: command.noticeId, at: now }), now);
  say(draft, { ...line, what: 'notice.correction', with: { notice } });
};
