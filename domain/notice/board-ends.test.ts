import { describe, expect, it } from '@jest/globals';
import {
  dropAudience,
  onClosed,
  onReopened,
  onRestored,
  onReviewing,
  openNotices,
} from './board-events.js';
import { sent, takeReport } from './board-reports.js';
import { nextNoticeDue, noticeTick } from './board-tick.js';
import { correct, release } from './board-verbs.js';
import type { NoticeBoard } from './board.js';
import type { Footing } from './cadence.js';

const at0 = 1_764_000_000_000;
const minutes = (n: number): number => at0 + n * 60_000;

const begin = (footing: Footing): NoticeBoard =>
  openNotices({ ...footing, audiences: ['customer'], detectedAt: at0 }).board;

const dues = (board: NoticeBoard, until: number) =>
  noticeTick(board, until).dues.map((due) => `${due.do} ${(due.at - at0) / 60_000}`);

const went = (board: NoticeBoard, id: string, minute: number): NoticeBoard =>
  sent(board, { id, at: minutes(minute) }).board;

const owedOf = (board: NoticeBoard) =>
  board.owed.map(({ id, dueAt, state }) => `${id} ${(dueAt - at0) / 60_000} ${state}`);

describe('a notice that was under way when its reason went', () => {
  const undelivered = (notice: string) => ({
    ...{ type: 'notice_sent' as const, effect: 'n1', noticeId: 'ntc_1', notice },
    ...{ recipients: 2, delivered: 0, failed: 2 },
  });
  const report = (board: NoticeBoard, notice: string, minute: number) =>
    takeReport(board, undelivered(notice), minutes(minute));
  const underWay = (board: NoticeBoard, notice: string): NoticeBoard =>
    release(board, { notice, at: at0 }).board;

  it('is not tried again of a false alarm, nor missed, and arms nothing where it arrived', () => {
    const out = onClosed(underWay(begin({ level: 'P3' }), 'customer/first/1'), { as: 'dismissed' });
    expect(nextNoticeDue(out.board)).toBeUndefined();
    const { board, withdrawn } = report(out.board, 'customer/first/1', 9);
    expect([board.owed, withdrawn.map(({ id }) => id)]).toEqual([[], ['customer/first/1']]);
    expect(went(out.board, 'customer/first/1', 9).owed).toEqual([]);
  });

  it('is not tried again for an audience that hears from elsewhere, nor against what is so', () => {
    const first = underWay(begin({ level: 'P3' }), 'customer/first/1');
    expect(report(dropAudience(first, 'customer').board, 'customer/first/1', 9).board.owed).toEqual(
      [],
    );
    const told = went(begin({ level: 'P3' }), 'customer/first/1', 5);
    const progress = onRestored(underWay(told, 'customer/progress/1'), minutes(8)).board;
    expect(owedOf(report(progress, 'customer/progress/1', 9).board)).toEqual([
      'customer/recovery/1 68 owed',
    ]);
    const back = underWay(onRestored(told, minutes(8)).board, 'customer/recovery/1');
    const again = onReopened(back, minutes(9)).board;
    expect(report(again, 'customer/recovery/1', 10).board.owed.map(({ stage }) => stage)).toEqual([
      'progress',
    ]);
  });

  it('goes with the recovery where First came back after the service did (R8)', () => {
    const out = onRestored(underWay(begin({ level: 'P3' }), 'customer/first/1'), minutes(8)).board;
    const { board } = report(out, 'customer/first/1', 9);
    expect(owedOf(board).map((each) => each.split(' ')[2])).toEqual(['combined', 'owed']);
    expect(went(board, 'customer/recovery/1', 12).counts).toMatchObject({ sent: 1, combined: 1 });
  });
});

describe('an end', () => {
  it('still owes the correction of what was wrong, however it ended', () => {
    const told = went(begin({ level: 'P3' }), 'customer/first/1', 5);
    const wrong = { audience: 'customer' as const, at: minutes(6), noticeId: 'ntc_9' };
    for (const as of ['resolved', 'dismissed', 'merged'] as const) {
      const { board } = onClosed(correct(told, wrong).board, { as });
      expect(board.owed.map(({ id }) => id)).toEqual(['customer/correction/1']);
      expect(dues(board, minutes(6))).toEqual(['release 6']);
    }
  });

  it('owes a closure again where it failed and came back after the first one', () => {
    const review = { at: minutes(30), dueAt: minutes(90) };
    const restored = onRestored(went(begin({ level: 'P3' }), 'customer/first/1', 5), minutes(8));
    const recovered = went(restored.board, 'customer/recovery/1', 9);
    const closed = went(onReviewing(recovered, review).board, 'customer/closure/1', 40);
    expect(onReviewing(closed, review).board.owed).toEqual([]);
    const twice = onRestored(onReopened(closed, minutes(50)).board, minutes(60)).board;
    const { board } = onReviewing(went(twice, 'customer/recovery/2', 61), review);
    expect(board.owed.map(({ id }) => id)).toEqual(['customer/closure/2']);
  });
});

describe('a level that came to stand late', () => {
  it('makes no breach of the past; one that stood from the beginning does (R8, R11)', () => {
    const late = { level: 'P1' as const, audiences: ['customer' as const], detectedAt: at0 };
    expect(owedOf(openNotices({ ...late, since: minutes(50) }).board)).toEqual([
      'customer/first/1 60 owed',
    ]);
    expect(owedOf(openNotices(late).board)).toEqual(['customer/first/1 15 owed']);
  });
});
