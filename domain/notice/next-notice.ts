import type { Instant } from '../machine.js';
import type { NoticeBoard, Owed } from './board.js';
import { nextProgressDue, progressMs } from './cadence.js';

/** When the notice after this one is due: what First, Progress and a change of level promise. */
export function nextNoticeAt(board: NoticeBoard, owed: Owed): Instant | undefined {
  const periodMs = progressMs(board);
  if (board.restored || periodMs === undefined) return undefined;
  if (owed.stage === 'first') return owed.dueAt + periodMs;
  if (owed.stage === 'progress') return nextProgressDue(owed.dueAt, owed.dueAt, periodMs);
  const progress = board.owed.find(
    ({ audience, stage }) => audience === owed.audience && stage === 'progress',
  );
  return progress?.dueAt;
}
