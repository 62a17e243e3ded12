import type { Threshold } from '../calendar/walk.js';
import type { Instant } from '../machine.js';
import type { Level } from '../severity/matrix.js';
import { needsApproval, type Footing } from './cadence.js';
import { owedId, type Audience, type OwedStage } from './stages.js';

/**
 * What an incident owes its audiences (R8, operations.md): a value in the state of its machine, at
 * most 3 KiB as JSON. Every obligation that was ever opened is in exactly one place: open in
 * `owed`, or counted once as sent, combined or withdrawn. A missed one is counted as missed too and
 * stays owed.
 */
export interface NoticeBoard extends Footing {
  audiences: Audience[];
  detectedAt: Instant;
  /** No customer notice goes out while the level is provisional (R7). */
  provisional?: true;
  /** A commander is named: what needs approval is released in that name before it is due. */
  commander?: true;
  /** The service is back: no progress is owed. */
  restored?: true;
  /** Drafts are made when a notice comes to be owed: rules 2 of the incident. */
  early?: true;
  /** A false alarm, or another incident's now: nothing is owed but corrections of what went. */
  over?: true;
  /** Open obligations in the order they were opened, at most `owedMax`. */
  owed: Owed[];
  /** The last one told per audience and stage; a withdrawn one leaves its number to the next. */
  ended: Ended[];
  counts: NoticeCounts;
}

export type OwedState = 'owed' | 'approved' | 'sending' | 'combined';

/** One open obligation. `combined`: a recovery notice that carries it is owed in its place. */
export interface Owed {
  id: string;
  audience: Audience;
  stage: OwedStage;
  seq: number;
  startAt: Instant;
  dueAt: Instant;
  state: OwedState;
  needsApproval: boolean;
  approvedBy?: string;
  /** What is known of the draft; a complete one may go. */
  draft?: 'asked' | 'incomplete' | 'complete';
  /** The draft was looked at again when it could have gone. */
  looked?: true;
  missed?: true;
  told?: Threshold;
  /** Half periods after the due time that were told. */
  retold?: number;
  /** The level that the audience knows, of a change of level. */
  from?: Level;
  /** A recovery that discharges the first notice as well. */
  combines?: true;
  /** Its hands gave up: not before this. */
  notBefore?: Instant;
  noticeId?: string;
  /** How often its hands gave up. */
  tries?: number;
}

export interface Ended {
  id: string;
  audience: Audience;
  stage: OwedStage;
  seq: number;
  as: 'sent' | 'combined';
  at: Instant;
}

export interface NoticeCounts {
  opened: number;
  sent: number;
  combined: number;
  withdrawn: number;
  missed: number;
  blocked: number;
  corrections: number;
}

/** Open at once; requests and corrections beyond it are refused. */
export const owedMax = 10;

/** What a function of the board answers: the new value, and the ids it opened and withdrew. */
export interface BoardStep {
  board: NoticeBoard;
  opened: Owed[];
  withdrawn: Owed[];
}

export const emptyCounts: NoticeCounts = {
  opened: 0,
  sent: 0,
  combined: 0,
  withdrawn: 0,
  missed: 0,
  blocked: 0,
  corrections: 0,
};

export const stepOf = (board: NoticeBoard): BoardStep => ({ board, opened: [], withdrawn: [] });

export const findOwed = (board: NoticeBoard, id: string): Owed | undefined =>
  board.owed.find((owed) => owed.id === id);

/** The open obligation of a stage; at most one but for corrections. */
export const openOf = (
  board: NoticeBoard,
  audience: Audience,
  stage: OwedStage,
): Owed | undefined =>
  board.owed.find((owed) => owed.audience === audience && owed.stage === stage);

export const lastOf = (
  board: NoticeBoard,
  audience: Audience,
  stage: OwedStage,
): Ended | undefined =>
  board.ended.find((ended) => ended.audience === audience && ended.stage === stage);

/** The stage was told to this audience, by itself or within a combined notice. */
export const isDischarged = (board: NoticeBoard, audience: Audience, stage: OwedStage): boolean =>
  lastOf(board, audience, stage) !== undefined;

export const nextSeq = (board: NoticeBoard, audience: Audience, stage: OwedStage): number =>
  1 +
  Math.max(
    lastOf(board, audience, stage)?.seq ?? 0,
    ...board.owed.flatMap((owed) =>
      owed.audience === audience && owed.stage === stage ? [owed.seq] : [],
    ),
  );

export const replaceOwed = (board: NoticeBoard, changed: Owed): NoticeBoard => ({
  ...board,
  owed: board.owed.map((owed) => (owed.id === changed.id ? changed : owed)),
});

export const count = (board: NoticeBoard, what: keyof NoticeCounts, by = 1): NoticeBoard => ({
  ...board,
  counts: { ...board.counts, [what]: board.counts[what] + by },
});

type Opening = Pick<Owed, 'audience' | 'stage' | 'startAt' | 'dueAt'> &
  Partial<Pick<Owed, 'from' | 'combines' | 'draft' | 'noticeId'>>;

export const open = (step: BoardStep, opening: Opening): BoardStep => {
  const { board } = step;
  const { audience, stage } = opening;
  const seq = nextSeq(board, audience, stage);
  const owed: Owed = {
    id: owedId(audience, stage, seq),
    ...opening,
    seq,
    state: 'owed',
    needsApproval: needsApproval(board, audience),
  };
  return {
    ...step,
    board: count({ ...board, owed: [...board.owed, owed] }, 'opened'),
    opened: [...step.opened, owed],
  };
};

const isSameStage = (a: Pick<Owed, 'audience' | 'stage'>, b: Pick<Owed, 'audience' | 'stage'>) =>
  a.audience === b.audience && a.stage === b.stage;

/** Ends an open obligation that was told; it is counted as what became of it, once. */
export const end = (
  board: NoticeBoard,
  { id, audience, stage, seq }: Owed,
  { as, at }: Pick<Ended, 'as' | 'at'>,
): NoticeBoard => {
  const ended: Ended = { id, audience, stage, seq, as, at };
  const rest = board.ended.filter((each) => !isSameStage(each, ended));
  const owed = board.owed.filter((each) => each.id !== id);
  return count({ ...board, owed, ended: [...rest, ended] }, as);
};

/** Nobody is owed it any longer: what is under way may still arrive, and is not tried again. */
export function isIdle(board: NoticeBoard, { audience, stage }: Owed): boolean {
  if (stage === 'correction') return false;
  if (board.over || !board.audiences.includes(audience)) return true;
  if (stage === 'progress') return board.restored === true;
  return (stage === 'recovery' || stage === 'closure') && board.restored !== true;
}

/** Withdraws what is open, has not been handed out yet, and is meant by `which`. */
export const withdraw = (step: BoardStep, which: (owed: Owed) => boolean): BoardStep => {
  const gone = step.board.owed.filter((owed) => owed.state !== 'sending' && which(owed));
  const left = (owed: Owed): boolean => !gone.some(({ id }) => id === owed.id);
  const { board } = step;
  return {
    board: count({ ...board, owed: board.owed.filter(left) }, 'withdrawn', gone.length),
    opened: step.opened.filter(left),
    withdrawn: [...step.withdrawn, ...gone],
  };
};
