import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';
import {
  emptyCounts,
  isDischarged,
  lastOf,
  open,
  openOf,
  replaceOwed,
  stepOf,
  withdraw,
  type BoardStep,
  type Ended,
  type NoticeBoard,
  type Owed,
} from './board.js';
import {
  firstMs,
  levelChangeMs,
  needsApproval,
  progressMs,
  recoveryMs,
  type Footing,
} from './cadence.js';
import type { Audience, OwedStage } from './stages.js';

export interface NoticesBegun extends Footing {
  audiences: Audience[];
  detectedAt: Instant;
  /** Since when it stands at its level, where that is not from the beginning. */
  since?: Instant;
  provisional?: boolean;
  commander?: boolean;
  early?: boolean;
}

/**
 * The board of an incident that begins: First is owed to each audience from `detected` on (R8). A
 * level that came to stand later makes no breach of the past (R11).
 */
export function openNotices(begun: NoticesBegun): BoardStep {
  const { provisional, commander, early, since = begun.detectedAt, ...rest } = begun;
  const board: NoticeBoard = {
    ...rest,
    ...(provisional && { provisional: true as const }),
    ...(commander && { commander: true as const }),
    ...(early && { early: true as const }),
    owed: [],
    ended: [],
    counts: emptyCounts,
  };
  return openFirst(stepOf(board), since);
}

/** First is owed once: neither where it was told nor where it is open. */
function openFirst(start: BoardStep, at: Instant): BoardStep {
  const ms = firstMs(start.board);
  if (ms === undefined || start.board.restored) return start;
  let step = start;
  for (const audience of start.board.audiences) {
    const { board } = step;
    if (isDischarged(board, audience, 'first') || openOf(board, audience, 'first')) continue;
    const startAt = board.detectedAt;
    const dueAt = Math.max(startAt + ms, at === startAt ? 0 : at + levelChangeMs);
    step = open(step, { audience, stage: 'first', startAt, dueAt });
  }
  return step;
}

/** Progress runs where First was told, until recovery. */
export function armProgress(start: BoardStep, at: Instant): BoardStep {
  const periodMs = progressMs(start.board);
  if (periodMs === undefined || start.board.restored) return start;
  let step = start;
  for (const audience of start.board.audiences) {
    const { board } = step;
    if (!isDischarged(board, audience, 'first') || openOf(board, audience, 'progress')) continue;
    step = open(step, { audience, stage: 'progress', startAt: at, dueAt: at + periodMs });
  }
  return step;
}

/** A commander was named or left. */
export function onCommander(board: NoticeBoard, named: boolean): NoticeBoard {
  const { commander: _before, ...rest } = board;
  return named ? { ...rest, commander: true } : rest;
}

export interface Regraded extends Footing {
  /** The level before. */
  from: Level;
  provisional?: boolean;
  at: Instant;
}

/**
 * The level, or what it stands on, is another: open notices are walked again from their starts; one
 * whose new due time has passed is due with the change itself, since a regrade makes no breach of
 * the past (R11). An audience that was told the old level is owed the change in 10 min (R7).
 */
export function onLevel(before: NoticeBoard, regraded: Regraded): BoardStep {
  const { from, at, provisional, ...footing } = regraded;
  const { provisional: _was, interruption: _is, committedFirstMs: _promised, ...rest } = before;
  const board: NoticeBoard = {
    ...rest,
    ...footing,
    ...(provisional && { provisional: true as const }),
  };
  const owed = board.owed.map((each) => {
    const approval = needsApproval(board, each.audience);
    const told = retarget({ ...each, needsApproval: approval }, board, at);
    return from === board.level ? told : toRewrite(told);
  });
  let step = stepOf({ ...board, owed });
  step = withdraw(step, ({ stage }) => isUnneeded(step.board, stage));
  step = openFirst(step, at);
  step = armProgress(step, at);
  if (from === board.level) return step;
  for (const audience of board.audiences) step = openLevelChange(step, { audience, from, at });
  return step;
}

/** Its text speaks of another level: drafted again, and approved again. */
function toRewrite(owed: Owed): Owed {
  if (owed.state === 'sending' || owed.stage === 'correction') return owed;
  const { draft: _stale, looked: _looked, approvedBy: _by, ...rest } = owed;
  return { ...rest, state: owed.state === 'combined' ? 'combined' : 'owed' };
}

/** P4 goes on request only: what is open for it is withdrawn. */
const isUnneeded = (board: NoticeBoard, stage: Owed['stage']): boolean =>
  (stage === 'first' && firstMs(board) === undefined) ||
  (stage === 'progress' && progressMs(board) === undefined);

function allowedMs(footing: Footing, { stage, combines }: Owed): number | undefined {
  if (stage === 'first') return firstMs(footing);
  if (stage === 'progress') return progressMs(footing);
  return stage === 'recovery' && !combines ? recoveryMs(footing) : undefined;
}

function retarget(owed: Owed, footing: Footing, at: Instant): Owed {
  const ms = allowedMs(footing, owed);
  if (ms === undefined || owed.state === 'sending' || owed.startAt + ms === owed.dueAt) return owed;
  if (owed.missed) return owed;
  const walked = owed.startAt + ms;
  const dueAt =
    walked < owed.dueAt ? Math.min(owed.dueAt, Math.max(walked, at + levelChangeMs)) : walked;
  const { told: _told, looked: _looked, ...rest } = owed;
  return { ...rest, dueAt };
}

/** Two changes before the first of them went are one, from the level that the audience knows. */
function openLevelChange(
  step: BoardStep,
  { audience, from, at }: { audience: Audience; from: Level; at: Instant },
): BoardStep {
  const { board } = step;
  const pending = openOf(board, audience, 'level_change');
  if (pending && pending.state !== 'sending') {
    return pending.from === board.level ? withdraw(step, ({ id }) => id === pending.id) : step;
  }
  const first = openOf(board, audience, 'first');
  const knows = isDischarged(board, audience, 'first') || first?.state === 'sending';
  if (!knows || isDischargedSince(board, audience)) return step;
  const dueAt = at + levelChangeMs;
  return open(step, { audience, stage: 'level_change', startAt: at, dueAt, from });
}

/** After its closure notice an audience is told of no level any more. */
const isDischargedSince = (board: NoticeBoard, audience: Audience): boolean =>
  board.restored === true && isDischarged(board, audience, 'closure');

/**
 * The service is back (R8): progress ends and recovery is owed to whoever was, or is still to be,
 * told of the fault. Where First has not gone yet, one combined notice discharges both, due when
 * the earlier of them was.
 */
export function onRestored(before: NoticeBoard, at: Instant): BoardStep {
  if (before.restored) return stepOf(before);
  let step = stepOf({ ...before, restored: true });
  step = withdraw(step, ({ stage }) => stage === 'progress');
  for (const audience of before.audiences) step = openRecovery(step, audience, at);
  return step;
}

function openRecovery(step: BoardStep, audience: Audience, at: Instant): BoardStep {
  const { board } = step;
  const first = openOf(board, audience, 'first');
  const dueAt = at + recoveryMs(board);
  const recovery = { audience, stage: 'recovery' as const, startAt: at };
  if (!first && !isDischarged(board, audience, 'first')) return step;
  if (!first || first.state === 'sending') return open(step, { ...recovery, dueAt });
  const { approvedBy: _by, ...kept } = first;
  const held = replaceOwed(board, { ...kept, state: 'combined' });
  const both = first.dueAt > at ? Math.min(first.dueAt, dueAt) : dueAt;
  return open({ ...step, board: held }, { ...recovery, dueAt: both, combines: true });
}

/** It is down again: what was owed for its end is withdrawn, and progress runs on (4a). */
export function onReopened(before: NoticeBoard, at: Instant): BoardStep {
  const { restored: _was, over: _over, ...rest } = before;
  let step = withdraw(stepOf(rest), ({ stage }) => stage === 'recovery' || stage === 'closure');
  const owed = step.board.owed.map((each) =>
    each.state === 'combined' ? backToOwed(each, at) : each,
  );
  step = { ...step, board: { ...step.board, owed } };
  return armProgress(openFirst(step, at), at);
}

/** A first notice that waited within a combined one is owed by itself again, not yet missed. */
const backToOwed = ({ draft: _stale, looked: _looked, ...owed }: Owed, at: Instant): Owed => ({
  ...owed,
  state: 'owed',
  dueAt: owed.missed ? owed.dueAt : Math.max(owed.dueAt, at + levelChangeMs),
});

/** A closure that was told holds until the service failed and came back once more. */
function standingClosure(board: NoticeBoard, audience: Audience): Ended | undefined {
  const closure = lastOf(board, audience, 'closure');
  const recovery = lastOf(board, audience, 'recovery');
  const again =
    openOf(board, audience, 'recovery') ?? (recovery && recovery.at > (closure?.at ?? 0));
  return again ? undefined : closure;
}

/** Closure is owed with the review's own clock (4a). */
export function onReviewing(
  before: NoticeBoard,
  { at, dueAt }: { at: Instant; dueAt: Instant },
): BoardStep {
  let step = stepOf(before);
  for (const audience of before.audiences) {
    const told =
      isDischarged(step.board, audience, 'first') || openOf(step.board, audience, 'recovery');
    const known = openOf(step.board, audience, 'closure') ?? standingClosure(step.board, audience);
    if (told && !known) step = open(step, { audience, stage: 'closure', startAt: at, dueAt });
  }
  return step;
}

const endings: readonly OwedStage[] = ['recovery', 'closure', 'correction'];

/**
 * A false alarm or a merged incident owes nothing more than to correct what was wrong. A resolved
 * one still owes what tells of its end: recovery and closure stay owed, and their times run on,
 * until they went.
 */
export function onClosed(
  board: NoticeBoard,
  { as }: { as: 'resolved' | 'dismissed' | 'merged' },
): BoardStep {
  if (as !== 'resolved') {
    return withdraw(stepOf({ ...board, over: true }), ({ stage }) => stage !== 'correction');
  }
  const ends = ({ stage, state }: Owed): boolean => state === 'combined' || endings.includes(stage);
  return withdraw(stepOf(board), (owed) => !ends(owed));
}

/** Its notices come from another incident from here on: a parent over several sites (V23). */
export function dropAudience(board: NoticeBoard, audience: Audience): BoardStep {
  const audiences = board.audiences.filter((each) => each !== audience);
  return withdraw(stepOf({ ...board, audiences }), (owed) => owed.audience === audience);
}

/** An audience came to be affected, or to be told by this incident again. */
export function addAudience(board: NoticeBoard, audience: Audience, at: Instant): BoardStep {
  if (board.audiences.includes(audience)) return stepOf(board);
  const step = stepOf({ ...board, audiences: [...board.audiences, audience] });
  return armProgress(openFirst(step, at), at);
}
