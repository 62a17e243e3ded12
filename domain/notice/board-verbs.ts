import type { Instant, Refusal } from '../machine.js';
import { holdsBack } from './board-tick.js';
import {
  findOwed,
  isDischarged,
  nextSeq,
  open,
  openOf,
  owedMax,
  replaceOwed,
  stepOf,
  type BoardStep,
  type NoticeBoard,
  type Owed,
} from './board.js';
import { cadence, correctionMs, needsApproval } from './cadence.js';
import { readOwedId, type Audience, type OwedName, type OwedStage } from './stages.js';

const gone = (notice: string): Refusal => ({ code: 'not_found', with: { what: notice } });

const notOpen = (board: NoticeBoard, notice: string): Refusal => {
  const ended = board.ended.find(({ id }) => id === notice);
  const state = findOwed(board, notice)?.state ?? ended?.as;
  if (state === undefined) return gone(notice);
  return { code: 'notice_not_open', with: { notice, state } };
};

const findOpen = (board: NoticeBoard, notice: string): Owed | undefined => {
  const owed = findOwed(board, notice);
  return owed?.state === 'owed' || owed?.state === 'approved' ? owed : undefined;
};

/** A notice that a person may ask for: what P4 owes on request only, and the supplier's night. */
function requestable(board: NoticeBoard, { audience, stage, seq }: OwedName): boolean {
  if (board.over || !board.audiences.includes(audience)) return false;
  if (board.owed.length >= owedMax) return false;
  if (openOf(board, audience, stage) || seq !== nextSeq(board, audience, stage)) return false;
  if (stage === 'supplier_accept_only') return board.restored !== true;
  const told = isDischarged(board, audience, 'first');
  if (stage === 'first') return !told && board.restored !== true;
  if (stage === 'progress') return told && board.restored !== true;
  const ending = stage === 'recovery' || stage === 'closure';
  return ending && board.restored === true && told;
}

/** As an owed one would be seen, so that one set of rules judges both. */
const asOwed = (board: NoticeBoard, name: OwedName, notice: string): Owed => ({
  ...name,
  id: notice,
  startAt: 0,
  dueAt: 0,
  state: 'owed',
  needsApproval: needsApproval(board, name.audience),
});

/** One on request that is not open yet. */
const requested = (board: NoticeBoard, notice: string): Owed | undefined => {
  const name = readOwedId(notice);
  return name && requestable(board, name) ? asOwed(board, name, notice) : undefined;
};

const heldBack = (board: NoticeBoard, owed: Owed): Refusal | undefined => {
  const why = holdsBack(board, owed);
  return why && { code: why, with: { notice: owed.id, level: board.level } };
};

/** Whether a person may approve a notice now, also again after it was changed. */
export function checkApprove(board: NoticeBoard, notice: string): Refusal | undefined {
  const owed = findOpen(board, notice) ?? requested(board, notice);
  if (!owed) return notOpen(board, notice);
  return owed.needsApproval
    ? heldBack(board, owed)
    : { code: 'approval_not_needed', with: { notice, level: board.level } };
}

/** Whether a person may send a notice now: it is owed, or one that goes on request (R8). */
export function checkSend(board: NoticeBoard, notice: string): Refusal | undefined {
  const name = readOwedId(notice);
  if (!name) return gone(notice);
  const owed = findOpen(board, notice) ?? requested(board, notice);
  if (!owed) return notOpen(board, notice);
  if (owed.needsApproval && owed.state !== 'approved') {
    return { code: 'approval_needed', with: { notice, level: board.level } };
  }
  return heldBack(board, owed);
}

/** Whether a notice that went may be corrected by a new one: never edited (R8). */
export function checkCorrect(board: NoticeBoard, notice: string): Refusal | undefined {
  const name = readOwedId(notice);
  if (!name) return gone(notice);
  const told = board.ended.some(
    ({ audience, stage, as }) =>
      audience === name.audience && stage === name.stage && as === 'sent',
  );
  if (!told || findOpen(board, notice)) return notOpen(board, notice);
  return board.owed.length >= owedMax
    ? { code: 'too_many_notices', with: { most: owedMax } }
    : undefined;
}

/** Call only where `checkApprove` refuses nothing. */
export function approve(
  board: NoticeBoard,
  { notice, by, at }: { notice: string; by: string; at: Instant },
): NoticeBoard {
  const name = readOwedId(notice);
  const known = findOpen(board, notice) !== undefined || !name;
  const opened = known ? board : openRequested(board, name, at).board;
  const owed = findOpen(opened, notice);
  return owed ? replaceOwed(opened, { ...owed, state: 'approved', approvedBy: by }) : board;
}

/**
 * A person sends it: handed out at once. One on request is opened by it, with the rest of its
 * stage's times; its answer names the notice to send. Call only where `checkSend` refuses nothing.
 */
export function release(
  board: NoticeBoard,
  { notice, at }: { notice: string; at: Instant },
): BoardStep & { sending: Owed } {
  const name = readOwedId(notice);
  const known = findOpen(board, notice);
  const step = known || !name ? stepOf(board) : openRequested(board, name, at);
  const owed = findOpen(step.board, notice);
  if (!owed) throw new Error(`release of ${notice}: check it first`);
  const sending: Owed = { ...owed, state: 'sending', draft: owed.draft ?? 'asked' };
  return { ...step, board: replaceOwed(step.board, sending), sending };
}

/** What goes on request has no due time of its own: it is as old as the request. */
const openRequested = (
  board: NoticeBoard,
  { audience, stage }: { audience: Audience; stage: OwedStage },
  at: Instant,
): BoardStep => {
  const dueAt = at + (cadence.P3.recoveryMs ?? correctionMs);
  return open(stepOf(board), { audience, stage, startAt: at, dueAt });
};

/** A wrong notice that went is corrected by a new one, which the row `noticeId` already holds. */
export function correct(
  board: NoticeBoard,
  { audience, at, noticeId }: { audience: Audience; at: Instant; noticeId: string },
): BoardStep {
  const dueAt = at + correctionMs;
  const opening = { audience, stage: 'correction' as const, startAt: at, dueAt, noticeId };
  return open(stepOf(board), { ...opening, draft: 'complete' });
}
