import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';
import { holdsBack } from './board-tick.js';
import type { NoticeBoard, Owed } from './board.js';
import { nextNoticeAt } from './next-notice.js';
import type { Audience, OwedStage } from './stages.js';

/** An owed notice as the hands need to know it. */
export interface NoticeRef {
  /** Its id on the board, `customer/progress/2`. */
  notice: string;
  audience: Audience;
  stage: OwedStage;
  seq: number;
  level: Level;
  dueAt: Instant;
  /** When the one after it is due, where one is. */
  nextAt?: Instant;
  /** Of a change of level: the level before. */
  from?: Level;
  /** First and Recovery in one. */
  combined?: true;
  /** Who approved it; for an automatic release absent. */
  approvedBy?: string;
  /** The row it is drafted in, where one is known. */
  noticeId?: string;
}

/** Makes or refreshes drafts, at most `draftsMax` in one activity. */
export interface DraftNoticeEffect {
  kind: 'draft_notice';
  id: string;
  notices: NoticeRef[];
}

export const draftsMax = 10;

/** Checks the gate on frozen fields, renders and sends to everyone of the audience. */
export interface SendNoticeEffect extends NoticeRef {
  kind: 'send_notice';
  id: string;
}

export type NoticeEffect = DraftNoticeEffect | SendNoticeEffect;

/** A field that keeps a notice from going, and why; codes are in gate.ts. */
export interface NoticeFault {
  field: string;
  code: string;
}

/** At most this many faults or fields are named in a report. */
export const faultsNamedMax = 20;

export interface DraftMade {
  notice: string;
  noticeId: string;
  complete: boolean;
  /** Fields that are still to be filled. */
  missing: string[];
}

export interface NoticeDrafted {
  type: 'notice_drafted';
  effect: string;
  drafts: DraftMade[];
}

/** Recipients stay in rows; a process keeps counts. */
export interface NoticeSent {
  type: 'notice_sent';
  effect: string;
  notice: string;
  noticeId: string;
  recipients: number;
  delivered: number;
  failed: number;
}

export interface NoticeBlocked {
  type: 'notice_blocked';
  effect: string;
  notice: string;
  faults: NoticeFault[];
}

/** The hands gave up, such as on a database that stayed away: tried again in 3 min. */
export interface NoticeFailed {
  type: 'notice_failed';
  effect: string;
  notices: string[];
  why: string;
}

export type NoticeReported = NoticeDrafted | NoticeSent | NoticeBlocked | NoticeFailed;

/** The report of a notice effect whose hands gave up, for a machine's `failed`. */
export const noticeFailed = (effect: NoticeEffect, why: string): NoticeFailed => ({
  type: 'notice_failed',
  effect: effect.id,
  notices:
    effect.kind === 'send_notice' ? [effect.notice] : effect.notices.map(({ notice }) => notice),
  why: why.slice(0, 200),
});

/** What an effect says of an owed notice. */
export function refOf(board: NoticeBoard, owed: Owed): NoticeRef {
  const nextAt = nextNoticeAt(board, owed);
  return {
    notice: owed.id,
    audience: owed.audience,
    stage: owed.stage,
    seq: owed.seq,
    level: board.level,
    dueAt: owed.dueAt,
    ...(nextAt !== undefined && { nextAt }),
    ...(owed.from !== undefined && { from: owed.from }),
    ...(owed.combines && { combined: true as const }),
    ...(owed.approvedBy !== undefined && { approvedBy: owed.approvedBy }),
    ...(owed.noticeId !== undefined && { noticeId: owed.noticeId }),
  };
}

/** Whether an effect not yet handed out is still wanted: its notice is open and may go. */
export function noticeWanted(board: NoticeBoard, effect: NoticeEffect): boolean {
  if (effect.kind === 'draft_notice') {
    return effect.notices.some(({ notice }) => board.owed.some(({ id }) => id === notice));
  }
  const owed = board.owed.find(({ id }) => id === effect.notice);
  return owed?.state === 'sending' && holdsBack(board, owed) === undefined;
}
