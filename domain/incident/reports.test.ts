import { describe, expect, it } from '@jest/globals';
import { incidentMachine } from './machine.js';
import { followUpsMax } from './state.js';
import {
  ann,
  bob,
  give,
  hour,
  isPage,
  lastPage,
  lines,
  minute,
  must,
  pagedReport,
  pagesOf,
  runTo,
  second,
  start,
  t0,
  type Play,
} from './testing.fixture.js';

const empty = { empty: true, people: [] };

const skipLast = (play: Play): void => give(play, pagedReport(lastPage(play), empty));

describe('the report of a page', () => {
  it('that found nobody sends the next rung at once, and the rungs above move with it', () => {
    const play = start();
    give(play, pagedReport(lastPage(play), empty), t0 + 2 * second);
    runTo(play, t0 + 10 * minute);
    expect(pagesOf(play)).toEqual([
      [0, 1],
      [0, 2],
      [10, 3],
    ]);
    expect(lines(play)).toContain('page.empty');
  });

  it('that found nobody on any rung ends in the repeats of the last and does not spin', () => {
    const play = start();
    for (let reports = 0; reports < 3; reports += 1) {
      skipLast(play);
      runTo(play, t0);
    }
    expect(pagesOf(play)).toHaveLength(3);
    for (let wakes = 0; wakes < 4; wakes += 1) {
      runTo(play, play.now + 30 * minute);
      skipLast(play);
    }
    expect(pagesOf(play).slice(3)).toEqual([
      [30, 3],
      [60, 3],
      [90, 3],
      [120, 3],
    ]);
  });

  it('of people none of whom a channel reached counts as nobody, but not while a retry waits', () => {
    const failed = { person: 'ann', name: 'Ann', state: 'failed' as const, channels: [] };
    const play = start();
    give(play, pagedReport(lastPage(play), { people: [failed], waiting: true }));
    expect(play.state.respond.skipped).toEqual([]);
    expect(play.handed.at(-1)).toMatchObject({ kind: 'deliver', page: 'p1', until: t0 + 2 * hour });
    give(play, pagedReport(lastPage(play), { people: [failed] }));
    expect(play.state.respond.skipped).toEqual([0]);
  });

  it('that gave up goes on with the next rung', () => {
    const play = start();
    give(play, incidentMachine.failed(lastPage(play), 'the mail server is away'));
    runTo(play, t0);
    expect(pagesOf(play)).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it('twice about the same rung skips it once', () => {
    const play = start();
    const [page] = play.handed;
    if (!page) throw new Error('no page');
    give(play, pagedReport(page, empty));
    give(play, pagedReport(page, empty), t0 + second);
    expect(play.state.respond.skipped).toEqual([0]);
  });

  it('about a rung below one that already fired moves nothing', () => {
    const play = start();
    const [page] = play.handed;
    runTo(play, t0 + 5 * minute);
    if (page) give(play, pagedReport(page, empty));
    expect(incidentMachine.nextDue(play.state)).toBe(t0 + 15 * minute);
  });

  it('of a run that was acknowledged does not skip a rung of the run after it', () => {
    const play = start();
    const [page] = play.handed;
    if (!page) throw new Error('no page');
    must(play, ann, { type: 'acknowledge' });
    must(play, ann, { type: 'unacknowledge' });
    runTo(play, t0);
    give(play, pagedReport(page, empty), t0 + second);
    runTo(play, t0 + minute);
    expect(pagesOf(play)).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('after closing leaves a line and wakes nobody', () => {
    const play = start();
    const page = lastPage(play);
    must(play, ann, { type: 'dismiss', proof: 'x' });
    const handed = play.handed.length;
    const gaps = [{ schedule: 'first', owner: 'own' }];
    give(play, pagedReport(page, { later: [60], waiting: true, gaps }));
    runTo(play, t0 + hour);
    expect(play.handed).toHaveLength(handed);
    expect(lines(play).at(-1)).toBe('page.reached');
  });

  it('tells the owner of a schedule with nobody on call, once for each schedule', () => {
    const play = start();
    const gap = (schedule: string) => ({ gaps: [{ schedule, owner: `${schedule}-owner` }] });
    give(play, pagedReport(lastPage(play), gap('first')));
    const [, told] = play.handed;
    expect(told).toMatchObject({
      reason: 'gap',
      ladder: 'holder',
      targets: [{ id: 'first-owner' }],
    });
    runTo(play, t0 + 15 * minute);
    give(play, pagedReport(lastPage(play), gap('first')));
    give(play, pagedReport(lastPage(play), gap('night')));
    const gaps = play.handed.filter(isPage).filter((page) => page.reason === 'gap');
    expect(gaps.map((page) => page.targets)).toEqual([
      [{ kind: 'person', id: 'first-owner' }],
      [{ kind: 'person', id: 'night-owner' }],
    ]);
  });

  it('brings the later channels of its people, until somebody acknowledges (I4)', () => {
    const play = start();
    give(play, pagedReport(lastPage(play), { later: [60, 120] }));
    runTo(play, t0 + minute);
    expect(lastPage(play)).toMatchObject({ followUp: { of: 'p1', afterS: 60 } });
    must(play, bob, { type: 'acknowledge' }, t0 + 90 * second);
    runTo(play, t0 + 5 * minute);
    expect(play.handed.filter(isPage)).toHaveLength(2);
  });

  it('never drops a later channel: those beyond the limit are tried early, soonest first', () => {
    const play = start();
    const later = Array.from({ length: followUpsMax + 3 }, (_, i) => 60 + i);
    give(play, pagedReport(lastPage(play), { later }));
    const early = play.handed.filter(isPage).flatMap((page) => page.followUp ?? []);
    expect(early.map((each) => each.afterS)).toEqual([60, 61, 62]);
    runTo(play, t0 + 4 * minute);
    const all = play.handed.filter(isPage).flatMap((page) => page.followUp ?? []);
    expect(all.map((each) => each.afterS)).toEqual(later);
  });

  it('names so many people that the line stays below 4 KiB', () => {
    const play = start();
    const people = Array.from({ length: 20 }, (_, i) => ({
      person: `p${i}`,
      name: '值'.repeat(200),
      state: 'delivered' as const,
      channels: ['mail'],
    }));
    give(play, pagedReport(lastPage(play), { people, more: 30 }));
    const line = new TextEncoder().encode(JSON.stringify(play.entries.at(-1)));
    expect(line.length).toBeLessThanOrEqual(4_096);
    expect(JSON.stringify(play.entries.at(-1))).toContain('… +30');
  });
});
