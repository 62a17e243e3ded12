import { describe, expect, it } from '@jest/globals';
import { incidentMachine } from './machine.js';
import {
  ann,
  ask,
  bob,
  give,
  hour,
  inputOf,
  isPage,
  lastPage,
  lea,
  lines,
  minute,
  must,
  pagedReport,
  pagesOf,
  rung,
  runTo,
  start,
  t0,
  wakeAt,
} from './testing.fixture.js';

describe('a night in which nobody answers', () => {
  it('pages every rung at its time and then the last one each 30 min, for 10 hours', () => {
    const play = start();
    runTo(play, t0 + 10 * hour);
    const repeats = Array.from({ length: 20 }, (_, i) => [15 + 30 * i, 3]);
    expect(pagesOf(play)).toEqual([[0, 1], [5, 2], ...repeats]);
    expect(play.state.baton.holder).toEqual({ duty: 'first' });
  });

  it('pages each rung once in one burst after an outage, each with its own due time', () => {
    const play = start();
    wakeAt(play, t0 + 10 * hour);
    expect(pagesOf(play)).toEqual([
      [0, 1],
      [5, 2],
      [15, 3],
    ]);
    expect(play.entries.at(-1)).toMatchObject({ what: 'page.missed', with: { missed: 19 } });
    expect(incidentMachine.nextDue(play.state)).toBe(t0 + 10 * hour + 15 * minute);
  });
});

describe('an acknowledgement', () => {
  it('withdraws every page of the ladder and keeps it silent until the promise lapses (I4)', () => {
    const play = start();
    runTo(play, t0 + 5 * minute);
    must(play, bob, { type: 'acknowledge' }, t0 + 6 * minute);
    const earlier = play.effects.filter(isPage).filter((page) => page.ladder === 'respond');
    expect(earlier.some((page) => incidentMachine.wanted(play.state, page))).toBe(false);
    runTo(play, t0 + 36 * minute - 1);
    expect(pagesOf(play)).toHaveLength(2);
    runTo(play, t0 + 36 * minute);
    expect(pagesOf(play).at(-1)).toEqual([36, 3]);
    expect(play.state.baton.holder).toEqual({ person: 'bob' });
    expect(lines(play)).toContain('incident.promise_lapsed');
  });

  it('resumes on the rung above the last one paged, not above one that was never reached', () => {
    const play = start();
    must(play, bob, { type: 'acknowledge', until: t0 + 3 * minute }, t0 + minute);
    runTo(play, t0 + 13 * minute);
    expect(pagesOf(play)).toEqual([
      [0, 1],
      [3, 2],
      [13, 3],
    ]);
  });

  it('given at the very instant a rung is due withdraws that page too', () => {
    const play = start();
    must(play, ann, { type: 'acknowledge' }, t0 + 5 * minute);
    expect(play.effects.filter(isPage)).toHaveLength(2);
    expect(pagesOf(play)).toEqual([[0, 1]]);
  });

  it('lapses at its very millisecond, so that another may take over then and not before', () => {
    const play = start();
    must(play, ann, { type: 'acknowledge', until: t0 + hour });
    expect(ask(play, bob, { type: 'acknowledge' }, t0 + hour - 1)?.code).toBe('already_held');
    expect(ask(play, bob, { type: 'acknowledge' }, t0 + hour)).toBeUndefined();
    expect(play.state.baton.holder).toEqual({ person: 'bob' });
    expect(pagesOf(play)).toEqual([[0, 1]]);
  });

  it('repeated without an end changes nothing; with one it moves the promise', () => {
    const play = start();
    must(play, ann, { type: 'acknowledge' });
    const { state } = play;
    must(play, ann, { type: 'acknowledge' }, t0 + minute);
    expect(play.steps.at(-1)?.quiet).toBe(true);
    expect(play.state).toEqual(state);
    must(play, ann, { type: 'acknowledge', until: t0 + 2 * hour });
    runTo(play, t0 + 2 * hour);
    expect(pagesOf(play)).toEqual([
      [0, 1],
      [120, 2],
    ]);
  });

  it('withdrawn starts the ladder and the acknowledge clock again, and the holder keeps it', () => {
    const play = start();
    runTo(play, t0 + 20 * minute);
    must(play, ann, { type: 'acknowledge' });
    must(play, ann, { type: 'unacknowledge' }, t0 + 30 * minute);
    runTo(play, t0 + 30 * minute);
    expect(pagesOf(play).at(-1)).toEqual([30, 1]);
    expect(play.state).toMatchObject({ stage: 'detected', baton: { holder: { person: 'ann' } } });
    expect(play.state.clocks.find((clock) => clock.obligation === 'acknowledge')?.dueAt).toBe(
      t0 + 40 * minute,
    );
    must(play, bob, { type: 'acknowledge' }, t0 + 31 * minute);
    runTo(play, t0 + 61 * minute);
    expect(pagesOf(play).at(-1)).toEqual([61, 2]);
  });

  it('is over when somebody escalates, at once and to the step asked for', () => {
    const play = start();
    must(play, ann, { type: 'acknowledge' }, t0 + minute);
    must(play, bob, { type: 'escalate', step: 3, reason: 'all sites' }, t0 + 2 * minute);
    runTo(play, t0 + 2 * minute);
    expect(pagesOf(play).at(-1)).toEqual([2, 3]);
    expect(play.state.baton.holder).toEqual({ person: 'ann' });
    expect(play.state.promise).toBeUndefined();
  });

  it('is not the end: passing the restore target pages the overdue ladder until restored', () => {
    const play = start(inputOf({ targets: { ...inputOf().targets, restoreS: 3_600 } }));
    must(play, ann, { type: 'acknowledge', until: t0 + 12 * hour });
    runTo(play, t0 + 3 * hour);
    expect(pagesOf(play, 'overdue')).toEqual([
      [60, 1],
      [90, 2],
      [120, 2],
      [150, 2],
      [180, 2],
    ]);
    expect(lines(play).filter((what) => what === 'incident.restore_overdue')).toHaveLength(1);
    must(play, ann, { type: 'restore', how: 'rerouted' }, t0 + 3 * hour + minute);
    runTo(play, t0 + 9 * hour);
    expect(pagesOf(play, 'overdue')).toHaveLength(5);
  });
});

describe('a snooze', () => {
  it('keeps its ladder silent, follow-ups included, and then pages the same rung again', () => {
    const play = start();
    give(play, pagedReport(lastPage(play), { later: [120], duty: 'ann' }));
    must(play, ann, { type: 'snooze', until: t0 + 60 * minute }, t0 + minute);
    runTo(play, t0 + 60 * minute);
    expect(play.handed.filter(isPage).map((page) => [page.due - t0, page.rung])).toEqual([
      [0, 0],
      [60 * minute, 0],
    ]);
    expect(lines(play)).toContain('incident.snooze_over');
  });

  it('does not move a promise that is another person’s', () => {
    const play = start();
    must(play, ann, { type: 'acknowledge' });
    expect(ask(play, bob, { type: 'snooze', until: t0 + 9 * hour })?.code).toBe('not_holder');
    must(play, lea, { type: 'snooze', until: t0 + 2 * hour });
    expect(play.state.promise).toEqual({ by: 'ann', until: t0 + 2 * hour });
  });
});

describe('a wait', () => {
  const waiting = () => {
    const play = start();
    must(play, ann, { type: 'acknowledge' });
    const until = t0 + 4 * hour;
    must(play, ann, { type: 'wait', on: 'supplier', until, reason: 'a card' }, t0 + minute);
    return play;
  };

  it('pages its holder when it ends and gives one more promise before the ladder goes on', () => {
    const play = waiting();
    runTo(play, t0 + 4 * hour);
    expect(lastPage(play)).toMatchObject({
      ladder: 'holder',
      reason: 'wait_over',
      due: t0 + 4 * hour,
      targets: [{ kind: 'person', id: 'ann' }],
    });
    expect(play.state.promise).toEqual({ by: 'ann', until: t0 + 4.5 * hour });
    runTo(play, t0 + 4.5 * hour);
    expect(pagesOf(play).at(-1)).toEqual([270, 2]);
  });

  it('keeps its own clock when its holder promises less, and ends at its own time', () => {
    const play = waiting();
    must(play, ann, { type: 'acknowledge', until: t0 + hour }, t0 + 2 * minute);
    runTo(play, t0 + 4 * hour - 1);
    expect(pagesOf(play).slice(0, 3)).toEqual([
      [0, 1],
      [60, 2],
      [70, 3],
    ]);
    expect(play.state.waiting).toBeDefined();
    runTo(play, t0 + 4 * hour);
    expect(play.state.waiting).toBeUndefined();
    expect(play.handed.filter(isPage).some((page) => page.reason === 'wait_over')).toBe(true);
    runTo(play, t0 + 250 * minute);
    expect(pagesOf(play).at(-1)).toEqual([250, 3]);
  });

  it('goes with the baton: who accepts stands for it until the wait ends', () => {
    const play = waiting();
    must(play, ann, { type: 'assign', to: 'bob' });
    must(play, bob, { type: 'accept' });
    expect(play.state.promise).toEqual({ by: 'bob', until: t0 + 4 * hour });
    must(play, bob, { type: 'resume' }, t0 + hour);
    expect(play.state).toMatchObject({ promise: { by: 'bob', until: t0 + 1.5 * hour } });
    expect(play.state.waiting).toBeUndefined();
  });
});

describe('an offer', () => {
  const offered = () => {
    const play = start();
    must(play, ann, { type: 'acknowledge', until: t0 + 9 * hour });
    must(play, ann, { type: 'assign', to: 'bob' }, t0 + minute);
    return play;
  };

  it('leaves the baton with the sender until accepted, and pages the other side (R17)', () => {
    const play = offered();
    expect(play.state.baton.holder).toEqual({ person: 'ann' });
    expect(lastPage(play)).toMatchObject({ reason: 'offer', targets: [{ id: 'bob' }] });
    must(play, bob, { type: 'accept' }, t0 + 2 * minute);
    expect(play.state.baton).toEqual({ holder: { person: 'bob' }, since: t0 + 2 * minute });
    expect(play.state.promise?.by).toBe('bob');
  });

  it('runs out at its very millisecond and stays where it was', () => {
    expect(ask(offered(), bob, { type: 'accept' }, t0 + 16 * minute - 1)).toBeUndefined();
    const late = offered();
    expect(ask(late, bob, { type: 'accept' }, t0 + 16 * minute)?.code).toBe('no_offer');
    expect(late.state.baton.holder).toEqual({ person: 'ann' });
    expect(lines(late)).toContain('baton.offer_expired');
  });

  it('is answered only by the one it was made to', () => {
    const play = offered();
    expect(ask(play, ann, { type: 'accept' })?.code).toBe('no_offer');
    expect(ask(play, ann, { type: 'refuse', reason: 'x' })?.code).toBe('no_offer');
    must(play, bob, { type: 'refuse', reason: 'ill' });
    expect(play.state.baton).toEqual({ holder: { person: 'ann' }, since: t0 });
  });

  it('is replaced by a later one, and never goes to the holder', () => {
    const play = offered();
    expect(ask(play, ann, { type: 'assign', to: 'ann' })?.code).toBe('already_held');
    must(play, ann, { type: 'assign', to: 'cid' });
    expect(ask(play, bob, { type: 'accept' })?.code).toBe('no_offer');
    expect(play.state.baton.offer?.to).toBe('cid');
  });

  it('no longer pages the other side on later channels once it was answered or ran out', () => {
    for (const end of [
      (play: ReturnType<typeof start>) => must(play, bob, { type: 'accept' }),
      (play: ReturnType<typeof start>) => must(play, bob, { type: 'refuse', reason: 'ill' }),
      (play: ReturnType<typeof start>) => runTo(play, t0 + 17 * minute),
    ]) {
      const play = offered();
      give(play, pagedReport(lastPage(play), { later: [1_200] }));
      end(play);
      expect(play.state.followUps).toEqual([]);
      runTo(play, t0 + hour);
      expect(play.handed.filter(isPage).filter((page) => page.followUp)).toEqual([]);
    }
  });

  it('answered before its page went out, or before that was reported, takes the page with it', () => {
    const play = offered();
    const page = lastPage(play);
    expect(incidentMachine.wanted(play.state, page)).toBe(true);
    must(play, bob, { type: 'refuse', reason: 'ill' });
    expect(incidentMachine.wanted(play.state, page)).toBe(false);
    give(play, pagedReport(page, { later: [60], waiting: true }));
    expect(play.state.followUps).toEqual([]);
    expect(play.handed.at(-1)).toBe(page);
  });
});

describe('a policy with one rung', () => {
  it('goes on with that rung after a promise lapsed', () => {
    const { policy } = inputOf();
    const play = start(inputOf({ policy: { ...policy, rungs: [rung(0, 'only')] } }));
    must(play, ann, { type: 'acknowledge' }, t0 + minute);
    runTo(play, t0 + 31 * minute);
    expect(pagesOf(play).at(-1)).toEqual([31, 1]);
  });
});
