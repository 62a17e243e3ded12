import type { Threshold } from '../calendar/walk.js';
import { nextThreshold, type Clock } from '../clock.js';
import type { Instant } from '../machine.js';
import {
  count,
  isDischarged,
  isIdle,
  openOf,
  replaceOwed,
  type NoticeBoard,
  type Owed,
} from './board.js';
import { releaseLeadMs, retellMinMs } from './cadence.js';
import { nextNoticeAt } from './next-notice.js';

/** One thing that came due, at its own time. `owed` is as it is after it. */
export type NoticeDue =
  /** Make or refresh the draft. */
  | { do: 'draft'; at: Instant; owed: Owed }
  /** Tell whoever has to act that 50, 75 or 90 % of its time have passed. */
  | { do: 'remind'; at: Instant; owed: Owed; percent: Threshold }
  /** Send it: it may go by itself. */
  | { do: 'release'; at: Instant; owed: Owed }
  /** It was not sent when it was due: escalate. */
  | { do: 'missed'; at: Instant; owed: Owed }
  /** Another half period later it is still owed. */
  | { do: 'still_missed'; at: Instant; owed: Owed; halves: number };

/** The running clock of an obligation (R11), for thresholds and views. */
export const noticeClock = ({ id, startAt, dueAt, told }: Owed): Clock => ({
  obligation: `notice/${id}`,
  startAt,
  dueAt,
  target: { ms: dueAt - startAt },
  ...(told !== undefined && { told }),
});

/** Why a notice may not go yet, whatever its draft says: stages are never skipped (R8). */
export function holdsBack(
  board: NoticeBoard,
  owed: Owed,
): 'stage_skipped' | 'level_provisional' | undefined {
  if (owed.audience === 'customer' && board.provisional) return 'level_provisional';
  const told = (stage: Owed['stage']): boolean => isDischarged(board, owed.audience, stage);
  if (owed.stage === 'first' || owed.combines) return undefined;
  if (!told('first')) return 'stage_skipped';
  const recovering = openOf(board, owed.audience, 'recovery') !== undefined;
  if (owed.stage === 'closure' && (recovering || !told('recovery'))) return 'stage_skipped';
  return undefined;
}

/** From when on a notice that may go does so by itself. */
export const releaseAt = ({ stage, startAt, dueAt, notBefore = 0 }: Owed): Instant =>
  Math.max(stage === 'correction' ? startAt : dueAt - releaseLeadMs, startAt, notBefore);

/** Whether it goes by itself once its time has come. */
const goesByItself = (board: NoticeBoard, owed: Owed): boolean =>
  owed.draft === 'complete' &&
  (!owed.needsApproval || owed.state === 'approved' || board.commander === true) &&
  holdsBack(board, owed) === undefined;

/** At once, so that whoever has to fill it in learns in time what it lacks. */
function draftAt({ early }: NoticeBoard, owed: Owed): Instant {
  if (early || (owed.stage !== 'progress' && owed.stage !== 'closure')) return owed.startAt;
  const { told: _told, ...untold } = owed;
  return nextThreshold(noticeClock(untold))?.at ?? owed.startAt;
}

/** Where half its time is when it is drafted, the draft is what tells of that half. */
const isHalfway = (board: NoticeBoard, owed: Owed): Pick<Owed, 'told'> =>
  draftAt(board, owed) > owed.startAt && owed.told === undefined ? { told: 50 } : {};

const half = ({ startAt, dueAt }: Owed): number =>
  Math.max(retellMinMs, Math.ceil((dueAt - startAt) / 2));

const retell = (owed: Owed): Extract<NoticeDue, { do: 'still_missed' }> => {
  const halves = (owed.retold ?? 0) + 1;
  return { do: 'still_missed', at: owed.dueAt + halves * half(owed), owed, halves };
};

/**
 * What goes early reports by its due time (`workflows/incident.ts`), so that nothing need be looked
 * at before the time at which the next one goes.
 */
function whileSending(board: NoticeBoard, owed: Owed): NoticeDue | undefined {
  const next = nextNoticeAt(board, owed);
  if (next === undefined) return undefined;
  const at = next - releaseLeadMs;
  if (!owed.missed) return { do: 'missed', at, owed };
  const retold = retell(owed);
  return { ...retold, at: Math.max(at, retold.at) };
}

/** What is owed next of one obligation; ties go to what makes the later ones needless. */
function nextOf(board: NoticeBoard, owed: Owed): NoticeDue | undefined {
  if (owed.state === 'combined' || isIdle(board, owed)) return undefined;
  const dues: NoticeDue[] = [];
  const sending = owed.state === 'sending';
  if (sending && board.early) return whileSending(board, owed);
  if (!sending && owed.draft === undefined)
    dues.push({ do: 'draft', at: draftAt(board, owed), owed });
  const itself = !sending && goesByItself(board, owed);
  if (itself) dues.push({ do: 'release', at: releaseAt(owed), owed });
  const unanswered = board.early === true && owed.draft === 'asked' && !owed.looked;
  if (!sending && (unanswered || (owed.draft === 'incomplete' && !owed.looked))) {
    dues.push({ do: 'draft', at: releaseAt(owed), owed });
  }
  const threshold = nextThreshold(noticeClock(owed));
  const waits = sending || itself || unanswered;
  const reminds = !waits && !owed.missed && threshold !== undefined;
  if (reminds && threshold.percent < 100) {
    dues.push({ do: 'remind', at: threshold.at, owed, percent: threshold.percent });
  }
  if (!owed.missed) dues.push({ do: 'missed', at: owed.dueAt, owed });
  else if (!itself) dues.push(retell(owed));
  return dues.reduce<NoticeDue | undefined>(
    (first, due) => (first === undefined || due.at < first.at ? due : first),
    undefined,
  );
}

function nextDue(board: NoticeBoard): NoticeDue | undefined {
  let first: NoticeDue | undefined;
  for (const owed of board.owed) {
    const due = nextOf(board, owed);
    if (due && (first === undefined || due.at < first.at)) first = due;
  }
  return first;
}

/** When `noticeTick` would next do something. */
export const nextNoticeDue = (board: NoticeBoard): Instant | undefined => nextDue(board)?.at;

/** Reminders that an outage swallowed fold into the latest of them. */
function remind(owed: Owed, first: Threshold, now: Instant): Owed & { told: Threshold } {
  const told = { ...owed, told: first };
  const next = nextThreshold(noticeClock(told));
  if (next === undefined || next.percent === 100 || next.at > now) return told;
  return remind(told, next.percent, now);
}

interface Done {
  board: NoticeBoard;
  due: NoticeDue;
}

function perform(board: NoticeBoard, due: NoticeDue, now: Instant): Done {
  const { owed } = due;
  const put = (changed: Owed, done: NoticeDue): Done => ({
    board: replaceOwed(board, changed),
    due: { ...done, owed: changed },
  });
  if (due.do === 'draft') {
    const again = owed.draft === undefined ? {} : { looked: true as const };
    return put({ ...owed, ...isHalfway(board, owed), draft: 'asked', ...again }, due);
  }
  if (due.do === 'release') return put({ ...owed, state: 'sending' }, due);
  if (due.do === 'remind') {
    const told = remind(owed, due.percent, now);
    return put(told, { ...due, percent: told.told });
  }
  if (due.do === 'missed') {
    const { board: after, due: done } = put({ ...owed, missed: true }, due);
    return { board: count(after, 'missed'), due: done };
  }
  const retold = Math.max(due.halves, Math.floor((now - owed.dueAt) / half(owed)));
  const { looked: _looked, ...rest } = owed;
  return put({ ...rest, retold }, { ...due, halves: retold });
}

/** More things than this at one tick mean a fault in the rules above. */
const stepsMax = 200;

/**
 * Everything due by `upTo`, in due order, each at its own due time (I3). Reminders that an outage
 * swallowed fold into the latest of those due by `now`.
 */
export function noticeTick(
  board: NoticeBoard,
  upTo: Instant,
  now: Instant = upTo,
): { board: NoticeBoard; dues: NoticeDue[] } {
  const dues: NoticeDue[] = [];
  let current = board;
  for (let steps = 0; steps < stepsMax; steps += 1) {
    const next = nextDue(current);
    if (next === undefined || next.at > upTo) return { board: current, dues };
    const done = perform(current, next, now);
    current = done.board;
    dues.push(done.due);
  }
  throw new Error(`more than ${stepsMax} notices due at one instant`);
}
