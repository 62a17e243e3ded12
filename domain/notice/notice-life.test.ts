import { describe, expect, it } from '@jest/globals';
import {
  addAudience,
  dropAudience,
  onCommander,
  onLevel,
  onReopened,
  onRestored,
  onReviewing,
  openNotices,
} from './board-events.js';
import { blocked, drafted, failed, sent, takeReport } from './board-reports.js';
import { nextNoticeDue, noticeTick } from './board-tick.js';
import { approve, checkApprove, checkSend, correct, release } from './board-verbs.js';
import { findOwed, type NoticeBoard } from './board.js';
import type { Footing } from './cadence.js';
import { nextNoticeAt } from './next-notice.js';

const at0 = 1_764_000_000_000;
const minutes = (n: number): number => at0 + n * 60_000;

const begin = (footing: Footing, more: { commander?: boolean; provisional?: boolean } = {}) =>
  openNotices({ ...footing, ...more, audiences: ['customer'], detectedAt: at0 }).board;

const ready = (board: NoticeBoard, notice: string): NoticeBoard =>
  drafted(board, { notice, noticeId: 'ntc_1', complete: true, missing: [] });

/** Everything due until `until`, minute by minute of the story. */
const dues = (board: NoticeBoard, until: number) =>
  noticeTick(board, until).dues.map((due) => `${due.do} ${(due.at - at0) / 60_000}`);

const went = (board: NoticeBoard, id: string, minute: number): NoticeBoard =>
  sent(board, { id, at: minutes(minute) }).board;

const owedOf = (board: NoticeBoard) =>
  board.owed.map(({ id, dueAt, state }) => `${id} ${(dueAt - at0) / 60_000} ${state}`);

describe('the cadence of 4a', () => {
  it.each([
    ['P1', 15],
    ['P2', 30],
    ['P3', 60],
  ] as const)('owes First of %s %i min after detection', (level, due) => {
    expect(owedOf(begin({ level }))).toEqual([`customer/first/1 ${due} owed`]);
  });

  it('owes nothing at P4 but to an interruption without a commitment: 15 min, at every grade', () => {
    expect(begin({ level: 'P4' }).owed).toEqual([]);
    for (const level of ['P1', 'P2', 'P3', 'P4'] as const) {
      const board = begin({ level, interruption: true });
      expect(owedOf(board)).toEqual(['customer/first/1 15 owed']);
    }
  });

  it('keeps to the tighter of a committed first notice and the grade’s own', () => {
    const committedFirstMs = 45 * 60_000;
    const of = (level: 'P1' | 'P3') => begin({ level, interruption: true, committedFirstMs });
    expect([of('P1'), of('P3')].flatMap(owedOf)).toEqual([
      'customer/first/1 15 owed',
      'customer/first/1 45 owed',
    ]);
  });

  it.each([
    ['P1', 30],
    ['P2', 60],
    ['P3', 240],
  ] as const)('re-arms progress of %s every %i min on the grid of due times', (level, period) => {
    const first = begin({ level }).owed[0]?.dueAt ?? 0;
    const early = went(begin({ level }), 'customer/first/1', 2);
    expect(early.owed[0]?.dueAt).toBe(first + period * 60_000);
    const grid = first + period * 60_000;
    const lateBy = period * 60_000 * 1.5;
    const late = sent(early, { id: 'customer/progress/1', at: grid + lateBy }).board;
    expect(late.owed[0]?.id).toBe('customer/progress/2');
    expect(late.owed[0]?.dueAt).toBe(grid + 2 * period * 60_000);
  });

  it('says in First when the next one is due, and keeps that', () => {
    const board = begin({ level: 'P1' });
    const first = board.owed[0];
    const said = first && nextNoticeAt(board, first);
    expect(went(board, 'customer/first/1', 14).owed[0]?.dueAt).toBe(said);
  });
});

describe('a notice whose time runs', () => {
  const lacking = (board: NoticeBoard): NoticeBoard =>
    drafted(board, { notice: 'customer/first/1', noticeId: 'n', complete: false, missing: [] });

  it('is drafted at once, missed when due, and told each half period after', () => {
    const board = begin({ level: 'P1' });
    expect(dues(board, minutes(1))).toEqual(['draft 0']);
    const late = dues(board, minutes(23)).filter((due) => !due.startsWith('remind'));
    expect(late).toEqual(['draft 0', 'missed 15', 'still_missed 22.5']);
  });

  it('is told at 50, 75 and 90 % while its draft lacks something', () => {
    const half = noticeTick(lacking(begin({ level: 'P1' })), minutes(8));
    expect(half.dues).toMatchObject([{ do: 'remind', percent: 50 }]);
    const looked = noticeTick(half.board, minutes(10));
    expect(looked.dues).toMatchObject([{ do: 'draft' }]);
    const rest = noticeTick(lacking(looked.board), minutes(12));
    expect(rest.dues).toMatchObject([{ do: 'remind', percent: 75 }]);
    expect(dues(rest.board, minutes(15))).toEqual(['remind 13.5', 'missed 15']);
  });

  it('stays counted as missed after it went late', () => {
    const missed = noticeTick(begin({ level: 'P1' }), minutes(20)).board;
    const late = went(missed, 'customer/first/1', 21);
    expect(late.counts).toMatchObject({ missed: 1, sent: 1 });
    expect(went(begin({ level: 'P1' }), 'customer/first/1', 21).counts.missed).toBe(1);
    expect(went(begin({ level: 'P1' }), 'customer/first/1', 15).counts.missed).toBe(0);
  });

  it('goes 5 min before it is due where no approval is needed, and no person is reminded', () => {
    const board = ready(begin({ level: 'P3' }), 'customer/first/1');
    expect(dues(board, minutes(56))).toEqual(['release 55']);
  });

  it('goes in the commander’s name at P1 and P2, and never by itself without a commander', () => {
    const board = ready(begin({ level: 'P1' }), 'customer/first/1');
    expect(dues(onCommander(board, true), minutes(11))).toEqual(['release 10']);
    expect(dues(board, minutes(16))).toEqual(['remind 7.5', 'missed 15']);
    const approved = approve(board, { notice: 'customer/first/1', by: 'li', at: 0 });
    expect(dues(approved, minutes(11))).toEqual(['release 10']);
  });

  it('is looked at again when it could go, if its draft was not complete', () => {
    const incomplete = { notice: 'customer/first/1', noticeId: 'n', complete: false, missing: [] };
    const board = drafted(begin({ level: 'P3' }), incomplete);
    const { board: looked, dues: found } = noticeTick(board, minutes(55));
    expect(found.map((due) => due.do)).toEqual(['remind', 'draft']);
    const late = noticeTick(ready(looked, 'customer/first/1'), minutes(56));
    expect(late.dues.map((due) => due.do)).toEqual(['release']);
  });

  it('is owed again when the gate refused it or its hands gave up, and is tried again', () => {
    const id = 'customer/first/1';
    const out = noticeTick(ready(begin({ level: 'P3' }), id), minutes(55)).board;
    expect(findOwed(out, id)?.state).toBe('sending');
    const refused = blocked(out, id);
    expect(refused.counts.blocked).toBe(1);
    expect(findOwed(refused, id)).toMatchObject({ state: 'owed', draft: 'incomplete' });
    const down = failed(out, id, minutes(55));
    expect(dues(down, minutes(58))).toEqual(['release 58']);
    const lost = { effect: 'n', notice: id, noticeId: 'n', recipients: 3, delivered: 0, failed: 3 };
    expect(takeReport(out, { type: 'notice_sent', ...lost }, minutes(55)).board).toEqual(down);
  });
});

describe('a service that is back', () => {
  it('before First went owes one combined notice that discharges both', () => {
    const restored = onRestored(begin({ level: 'P1' }), minutes(8)).board;
    expect(owedOf(restored)).toEqual([
      'customer/first/1 15 combined',
      'customer/recovery/1 15 owed',
    ]);
    expect(restored.owed[1]?.combines).toBe(true);
    const told = went(restored, 'customer/recovery/1', 14);
    expect(told.owed).toEqual([]);
    expect(told.counts).toMatchObject({ opened: 2, sent: 1, combined: 1, missed: 0 });
  });

  it('and goes again before that owes First by itself', () => {
    const restored = onRestored(begin({ level: 'P1' }), minutes(8)).board;
    const again = onReopened(restored, minutes(12)).board;
    expect(owedOf(again)).toEqual(['customer/first/1 22 owed']);
    expect(again.counts.withdrawn).toBe(1);
  });

  it('ends progress, owes recovery by its grade, then closure with the review', () => {
    const told = went(begin({ level: 'P2' }), 'customer/first/1', 20);
    const restored = onRestored(told, minutes(50)).board;
    expect(owedOf(restored)).toEqual(['customer/recovery/1 80 owed']);
    const review = { at: minutes(90), dueAt: minutes(600) };
    const reviewing = onReviewing(restored, review).board;
    expect(checkSend(reviewing, 'customer/closure/1')?.code).toBe('approval_needed');
    const approved = {
      ...reviewing,
      level: 'P3' as const,
      owed: reviewing.owed.map((o) => ({ ...o, needsApproval: false })),
    };
    expect(checkSend(approved, 'customer/closure/1')?.code).toBe('stage_skipped');
    expect(
      checkSend(went(approved, 'customer/recovery/1', 70), 'customer/closure/1'),
    ).toBeUndefined();
  });

  it('never owes First again, whatever its level, audience or course after', () => {
    const told = went(begin({ level: 'P2' }), 'customer/first/1', 20);
    const back = went(onRestored(told, minutes(50)).board, 'customer/recovery/1', 60);
    const graver = onLevel(back, { from: 'P2', level: 'P1', at: minutes(70) }).board;
    const again = onReopened(graver, minutes(80)).board;
    const readded = addAudience(dropAudience(again, 'customer').board, 'customer', minutes(90));
    for (const { owed } of [back, graver, again, readded.board]) {
      expect(owed.map(({ stage }) => stage)).not.toContain('first');
    }
  });

  it('and goes again runs progress from there, with the next recovery numbered on', () => {
    const told = went(begin({ level: 'P2' }), 'customer/first/1', 20);
    const back = went(onRestored(told, minutes(50)).board, 'customer/recovery/1', 60);
    const again = onReopened(back, minutes(100)).board;
    expect(owedOf(again)).toEqual(['customer/progress/1 160 owed']);
    expect(owedOf(onRestored(again, minutes(120)).board)).toEqual(['customer/recovery/2 150 owed']);
  });
});

describe('a change of level', () => {
  it('is owed in 10 min to whoever was told the old one; progress takes the new rhythm', () => {
    const told = went(begin({ level: 'P3' }), 'customer/first/1', 10);
    const { board } = onLevel(told, { from: 'P3', level: 'P1', at: minutes(40) });
    expect(owedOf(board)).toEqual([
      'customer/progress/1 90 owed',
      'customer/level_change/1 50 owed',
    ]);
    expect(board.owed[1]?.from).toBe('P3');
  });

  it('and back before it was told is none', () => {
    const told = went(begin({ level: 'P3' }), 'customer/first/1', 10);
    const up = onLevel(told, { from: 'P3', level: 'P2', at: minutes(40) }).board;
    const back = onLevel(up, { from: 'P2', level: 'P3', at: minutes(45) }).board;
    expect(back.owed.map(({ stage }) => stage)).toEqual(['progress']);
  });

  it('before First went only moves First, never into the past (R11)', () => {
    const { board } = onLevel(begin({ level: 'P3' }), { from: 'P3', level: 'P1', at: minutes(40) });
    expect(owedOf(board)).toEqual(['customer/first/1 50 owed']);
    const down = onLevel(begin({ level: 'P1' }), { from: 'P1', level: 'P4', at: minutes(5) });
    expect(down.board.owed).toEqual([]);
  });

  it('that is provisional keeps every customer notice owed, not sent', () => {
    const board = ready(begin({ level: 'P3' }, { provisional: true }), 'customer/first/1');
    expect(checkSend(board, 'customer/first/1')?.code).toBe('level_provisional');
    expect(dues(board, minutes(61))).toEqual(['remind 30', 'missed 60']);
    const firm = onLevel(board, { from: 'P3', level: 'P3', at: minutes(20) }).board;
    expect(dues(firm, minutes(56))).toEqual(['release 55']);
  });
});

describe('a person', () => {
  it('approves before sending at P1 and P2', () => {
    const board = begin({ level: 'P2' });
    expect(checkSend(board, 'customer/first/1')?.code).toBe('approval_needed');
    expect(checkApprove(board, 'customer/first/1')).toBeUndefined();
    const approved = approve(board, { notice: 'customer/first/1', by: 'li', at: 0 });
    expect(checkSend(approved, 'customer/first/1')).toBeUndefined();
    expect(checkApprove(begin({ level: 'P3' }), 'customer/first/1')?.code).toBe(
      'approval_not_needed',
    );
  });

  it('may send on request at P4, in the order of stages', () => {
    const board = begin({ level: 'P4' });
    expect(checkSend(board, 'customer/progress/1')?.code).toBe('not_found');
    expect(checkSend(board, 'customer/first/1')).toBeUndefined();
    const { board: out, sending } = release(board, { notice: 'customer/first/1', at: at0 });
    expect(sending.state).toBe('sending');
    const told = went(out, 'customer/first/1', 1);
    expect(told.owed).toEqual([]);
    expect(checkSend(told, 'customer/first/2')?.code).toBe('not_found');
    expect(checkSend(told, 'customer/first/1')?.code).toBe('notice_not_open');
    expect(checkSend(told, 'customer/progress/1')).toBeUndefined();
  });

  it('corrects by a new notice that goes at once where no approval is needed', () => {
    const told = went(begin({ level: 'P3' }), 'customer/first/1', 5);
    const correction = { audience: 'customer' as const, at: minutes(6), noticeId: 'ntc_9' };
    const { board } = correct(told, correction);
    expect(dues(board, minutes(6))).toEqual(['release 6']);
    const out = noticeTick(board, minutes(6)).board;
    expect(went(out, 'customer/correction/1', 7).counts.corrections).toBe(1);
  });
});

describe('the next due time', () => {
  it('is never behind a tick', () => {
    let board = begin({ level: 'P1' }, { commander: true });
    for (let minute = 0; minute < 120; minute += 7) {
      board = noticeTick(board, minutes(minute)).board;
      expect(nextNoticeDue(board)).toBeGreaterThan(minutes(minute));
    }
  });
});
