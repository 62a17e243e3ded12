import type { Instant } from '../machine.js';
import {
  count,
  end,
  findOwed,
  isIdle,
  open,
  openOf,
  replaceOwed,
  stepOf,
  withdraw,
  type BoardStep,
  type NoticeBoard,
  type Owed,
} from './board.js';
import { nextProgressDue, progressMs, retryMaxMs, retryMs } from './cadence.js';
import type { DraftMade, NoticeReported } from './effects.js';

/** The draft was made or changed; a complete one may go by itself. */
export function drafted(
  board: NoticeBoard,
  { notice, noticeId, complete }: DraftMade,
): NoticeBoard {
  const owed = findOwed(board, notice);
  if (!owed || owed.state === 'sending' || owed.state === 'combined') return board;
  return replaceOwed(board, { ...owed, noticeId, draft: complete ? 'complete' : 'incomplete' });
}

/**
 * It went out at `at`. One that went after its due time is missed, once. Until recovery the next
 * progress notice is owed, on the grid of due times (R8).
 */
export function sent(board: NoticeBoard, { id, at }: { id: string; at: Instant }): BoardStep {
  const owed = findOwed(board, id);
  if (!owed) return stepOf(board);
  let after = owed.missed || at <= owed.dueAt ? board : count(board, 'missed');
  after = end(after, owed, { as: 'sent', at });
  if (owed.combines) {
    const first = openOf(after, owed.audience, 'first');
    if (first) after = end(after, first, { as: 'combined', at });
  }
  if (owed.stage === 'correction') after = count(after, 'corrections');
  return owed.stage === 'first' || owed.stage === 'progress'
    ? armNext(stepOf(after), owed, at)
    : stepOf(after);
}

function armNext(step: BoardStep, { audience, dueAt: anchor }: Owed, at: Instant): BoardStep {
  const { board } = step;
  const periodMs = progressMs(board);
  if (periodMs === undefined || board.restored || board.over) return step;
  if (!board.audiences.includes(audience)) return step;
  if (openOf(board, audience, 'progress')) return step;
  const dueAt = nextProgressDue(anchor, at, periodMs);
  const startAt = board.early ? Math.min(at, dueAt - periodMs) : dueAt - periodMs;
  return open(step, { audience, stage: 'progress', startAt, dueAt });
}

const owedAgain = (owed: Owed): Owed => ({
  ...owed,
  state: owed.approvedBy === undefined ? 'owed' : 'approved',
});

/** The gate refused it: owed as before, to be mended first and then approved anew. */
export function blocked(board: NoticeBoard, id: string): NoticeBoard {
  const owed = findOwed(board, id);
  if (!owed) return board;
  const { approvedBy: _void, ...rest } = owed;
  const back = {
    ...rest,
    state: 'owed' as const,
    draft: 'incomplete' as const,
    looked: true as const,
  };
  return count(replaceOwed(board, back), 'blocked');
}

/** Its hands gave up: owed as before, and tried again in 3 min, then at growing intervals. */
export function failed(board: NoticeBoard, id: string, at: Instant): NoticeBoard {
  const owed = findOwed(board, id);
  if (!owed) return board;
  const tries = owed.tries ?? 0;
  const again = { tries: tries + 1, notBefore: at + Math.min(retryMaxMs, retryMs * 2 ** tries) };
  if (owed.state === 'sending') return replaceOwed(board, { ...owedAgain(owed), ...again });
  const { looked: _looked, ...rest } = owed;
  const asked = owed.draft === 'asked' ? { draft: 'incomplete' as const } : {};
  return replaceOwed(board, { ...rest, ...asked, ...again });
}

/** First came back from its hands after the service did: one combined notice tells both (R8). */
function combined(board: NoticeBoard): NoticeBoard {
  if (!board.restored) return board;
  return board.audiences.reduce((all, audience) => {
    const first = openOf(all, audience, 'first');
    const recovery = openOf(all, audience, 'recovery');
    if (!first || !recovery || first.state === 'combined') return all;
    if (first.state === 'sending' || recovery.state === 'sending') return all;
    const { approvedBy: _of, ...kept } = first;
    const { approvedBy: _by, draft: _alone, looked: _looked, ...rest } = recovery;
    const both: Owed = { ...rest, state: 'owed', combines: true };
    return replaceOwed(replaceOwed(all, { ...kept, state: 'combined' }), both);
  }, board);
}

/** What came back from its hands is tried again only where it is owed still. */
function settle(board: NoticeBoard): BoardStep {
  return withdraw(stepOf(combined(board)), (owed) => isIdle(board, owed));
}

/**
 * Takes the report of any notice effect. A notice that reached nobody of those it was owed to counts
 * as failed: it is tried again, with the same key.
 */
export function takeReport(board: NoticeBoard, report: NoticeReported, now: Instant): BoardStep {
  switch (report.type) {
    case 'notice_drafted':
      return stepOf(report.drafts.reduce(drafted, board));
    case 'notice_blocked':
      return settle(blocked(board, report.notice));
    case 'notice_failed':
      return settle(report.notices.reduce((all, id) => failed(all, id, now), board));
    case 'notice_sent':
      return report.recipients > 0 && report.delivered === 0
        ? settle(failed(board, report.notice, now))
        : sent(board, { id: report.notice, at: now });
  }
}
