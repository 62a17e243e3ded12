import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { levels, type Level } from '../severity/matrix.js';
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
} from './board-events.js';
import { takeReport } from './board-reports.js';
import { nextNoticeDue, noticeTick } from './board-tick.js';
import { approve, checkApprove, checkCorrect, checkSend, correct, release } from './board-verbs.js';
import type { NoticeBoard } from './board.js';
import { audiences, stages } from './stages.js';

const start = 1_764_000_000_000;
const boardBytesMax = 3 * 1024;

type Act =
  | { do: 'wait'; minutes: number }
  | { do: 'level'; to: Level; provisional: boolean; interruption: boolean }
  | { do: 'restore' | 'reopen' | 'review' | 'close' | 'drop' | 'add' }
  | { do: 'commander'; named: boolean }
  | { do: 'approve' | 'send' | 'correct'; audience: number; stage: number; seq: number }
  | { do: 'report'; which: number; as: 'sent' | 'lost' | 'blocked' | 'failed' }
  | { do: 'draft'; which: number; complete: boolean };

const which = fc.nat({ max: 9 });
const named = {
  audience: fc.nat({ max: 1 }),
  stage: fc.nat({ max: stages.length - 1 }),
  seq: fc.integer({ min: 1, max: 4 }),
};

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.nat({ max: 90 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('level'),
      to: fc.constantFrom(...levels),
      provisional: fc.boolean(),
      interruption: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constantFrom('restore', 'reopen', 'review', 'close', 'drop', 'add') }),
  fc.record({ do: fc.constant('commander'), named: fc.boolean() }),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('approve', 'send', 'correct'), ...named }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('report'),
      which,
      as: fc.constantFrom('sent', 'sent', 'sent', 'lost', 'blocked', 'failed'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('draft'), which, complete: fc.boolean() }) },
) as fc.Arbitrary<Act>;

interface Played {
  board: NoticeBoard;
  now: number;
  /** What was handed out, in order. */
  handed: { id: string; provisional: boolean }[];
  sent: string[];
}

const sendingOf = (board: NoticeBoard) => board.owed.filter(({ state }) => state === 'sending');

function speak(played: Played, act: Extract<Act, { seq: number }>): Played {
  const { board, now } = played;
  const audience = audiences[act.audience] ?? 'internal';
  const notice = `${audience}/${stages[act.stage] ?? 'first'}/${act.seq}`;
  if (act.do === 'approve') {
    return checkApprove(board, notice)
      ? played
      : { ...played, board: approve(board, { notice, by: 'li', at: 0 }) };
  }
  if (act.do === 'correct') {
    return checkCorrect(board, notice)
      ? played
      : { ...played, board: correct(board, { audience, at: now, noticeId: 'ntc_c' }).board };
  }
  if (checkSend(board, notice)) return played;
  const provisional = audience === 'customer' && board.provisional === true;
  const after = release(board, { notice, at: now }).board;
  return { ...played, board: after, handed: [...played.handed, { id: notice, provisional }] };
}

function report(played: Played, act: Extract<Act, { do: 'report' }>): Played {
  const { board, now } = played;
  const open = sendingOf(board);
  const owed = open[act.which % Math.max(1, open.length)];
  if (!owed) return played;
  const base = { effect: 'n1', notice: owed.id };
  if (act.as === 'blocked') {
    return {
      ...played,
      board: takeReport(board, { type: 'notice_blocked', ...base, faults: [] }, now).board,
    };
  }
  if (act.as === 'failed') {
    const why = { type: 'notice_failed' as const, effect: 'n1', notices: [owed.id], why: 'down' };
    return { ...played, board: takeReport(board, why, now).board };
  }
  const delivered = act.as === 'lost' ? 0 : 2;
  const made = { noticeId: 'ntc_1', recipients: 2, delivered, failed: 2 - delivered };
  const after = takeReport(board, { type: 'notice_sent', ...base, ...made }, now).board;
  return { ...played, board: after, sent: delivered > 0 ? [...played.sent, owed.id] : played.sent };
}

function event(board: NoticeBoard, act: Act, now: number): NoticeBoard {
  switch (act.do) {
    case 'level': {
      const { to, provisional, interruption } = act;
      const footing = { level: to, ...(interruption && { interruption: true as const }) };
      return onLevel(board, { from: board.level, ...footing, provisional, at: now }).board;
    }
    case 'restore':
      return onRestored(board, now).board;
    case 'reopen':
      return board.restored ? onReopened(board, now).board : board;
    case 'review':
      return board.restored
        ? onReviewing(board, { at: now, dueAt: now + 86_400_000 }).board
        : board;
    case 'close':
      return board.restored ? onClosed(board, { as: 'resolved' }).board : board;
    case 'drop':
      return dropAudience(board, 'customer').board;
    case 'add':
      return addAudience(board, 'customer', now).board;
    case 'commander':
      return onCommander(board, act.named);
    default:
      return board;
  }
}

function play(played: Played, act: Act): Played {
  const { board, now } = played;
  if (act.do === 'approve' || act.do === 'send' || act.do === 'correct') return speak(played, act);
  if (act.do === 'report') return report(played, act);
  if (act.do === 'draft') {
    const owed = board.owed[act.which % Math.max(1, board.owed.length)];
    const drafts = owed
      ? [{ notice: owed.id, noticeId: 'ntc_1', complete: act.complete, missing: [] }]
      : [];
    const after = takeReport(board, { type: 'notice_drafted', effect: 'd1', drafts }, now).board;
    return { ...played, board: after };
  }
  const at = act.do === 'wait' ? now + act.minutes * 60_000 : now;
  return { ...played, now: at, board: event(board, act, at) };
}

function tick(played: Played): Played {
  const { board, dues } = noticeTick(played.board, played.now);
  const released = dues.flatMap((due) =>
    due.do === 'release'
      ? [{ id: due.owed.id, provisional: due.owed.audience === 'customer' && !!board.provisional }]
      : [],
  );
  return { ...played, board, handed: [...played.handed, ...released] };
}

const begun = fc.record({
  level: fc.constantFrom(...levels),
  provisional: fc.boolean(),
  commander: fc.boolean(),
});

const lives = fc.tuple(begun, fc.array(acts, { maxLength: 40 }));

function live(
  [first, all]: [{ level: Level; provisional: boolean; commander: boolean }, Act[]],
  look: (p: Played) => void,
): void {
  const opening = openNotices({ ...first, audiences: [...audiences], detectedAt: start });
  let played: Played = tick({ board: opening.board, now: start, handed: [], sent: [] });
  look(played);
  for (const act of all) {
    played = tick(play(tick(played), act));
    look(played);
  }
}

const rank = (id: string): string => id.split('/')[1] ?? '';

describe('the notices that an incident owes', () => {
  it('are each open, sent, combined or withdrawn, and counted once', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, ({ board, sent }) => {
          const { opened, sent: went, combined, withdrawn } = board.counts;
          expect(opened).toBe(board.owed.length + went + combined + withdrawn);
          expect(went).toBe(sent.length);
          expect(new Set(sent).size).toBe(sent.length);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('never tell First after Recovery, and Recovery only where First was told or is in it', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, ({ board, sent }) => {
          for (const audience of audiences) {
            const told = sent.filter((id) => id.startsWith(audience)).map(rank);
            const recovery = told.indexOf('recovery');
            if (recovery === -1) continue;
            const first = told.lastIndexOf('first');
            expect(first).toBeLessThan(recovery);
            if (first === -1) expect(board.counts.combined).toBeGreaterThan(0);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('go to no customer while the level is provisional', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, ({ handed }) => {
          expect(handed.filter(({ provisional }) => provisional)).toEqual([]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('stay missed once missed, and are missed once each', () => {
    fc.assert(
      fc.property(lives, (life) => {
        let before = 0;
        live(life, ({ board }) => {
          const { missed, opened } = board.counts;
          expect(missed).toBeGreaterThanOrEqual(before);
          expect(missed).toBeLessThanOrEqual(opened);
          before = missed;
        });
      }),
      { numRuns: 200 },
    );
  });

  it('fit into 3 KiB of state and leave nothing due behind them', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, ({ board, now }) => {
          expect(JSON.stringify(board).length).toBeLessThanOrEqual(boardBytesMax);
          expect(nextNoticeDue(board) ?? Infinity).toBeGreaterThan(now);
        });
      }),
      { numRuns: 300 },
    );
  });
});
