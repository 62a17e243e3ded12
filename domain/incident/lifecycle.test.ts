import { describe, expect, it } from '@jest/globals';
import { incidentMachine } from './machine.js';
import {
  ann,
  ask,
  bob,
  day,
  event,
  give,
  hour,
  inputOf,
  isPage,
  lastPage,
  lines,
  minute,
  must,
  pagedReport,
  pagesOf,
  robot,
  runTo,
  start,
  t0,
  wakeAt,
} from './testing.fixture.js';
import type { IncidentInput } from './state.js';

const alerted = (over: Partial<IncidentInput> = {}) =>
  start(inputOf({ alert: event({ id: 'e1' }), ...over }));
const resolve = { type: 'alert', event: event({ id: 'r1', action: 'resolve' }) } as const;
const again = { type: 'alert', event: event({ id: 'e2' }) } as const;

describe('the life of an incident', () => {
  it('restored by its source, verified by monitoring, observed and closed without a person', () => {
    const play = alerted();
    runTo(play, t0 + 10 * minute);
    give(play, resolve);
    expect(play.state).toMatchObject({ stage: 'restored', verifyDue: t0 + 40 * minute });
    runTo(play, t0 + 40 * minute);
    expect(play.state).toMatchObject({ stage: 'observing', observingSince: t0 + 40 * minute });
    runTo(play, t0 + 40 * minute + 4 * hour);
    expect(play.state).toMatchObject({ stage: 'closed', closedAs: 'resolved' });
    expect(pagesOf(play)).toEqual([
      [0, 1],
      [5, 2],
    ]);
  });

  it('ends seven days after closing, and not a millisecond earlier', () => {
    const play = start();
    must(play, ann, { type: 'dismiss', proof: 'a test' });
    runTo(play, t0 + 7 * day - 1);
    expect(incidentMachine.outcome(play.state)).toBeUndefined();
    expect(ask(play, robot, { type: 'note', text: 'kept' })).toBeUndefined();
    runTo(play, t0 + 7 * day);
    expect(incidentMachine.outcome(play.state)).toEqual({ closedAs: 'dismissed', closedAt: t0 });
    expect(incidentMachine.nextDue(play.state)).toBeUndefined();
    expect(ask(play, ann, { type: 'reopen', reason: 'again' })?.code).toBe('wrong_state');
  });

  it('reopened within seven days is worked on by the same holder, and gets seven days again', () => {
    const play = start();
    must(play, ann, { type: 'acknowledge' });
    must(play, ann, { type: 'restore', how: 'x' });
    must(play, ann, { type: 'close' });
    must(play, bob, { type: 'reopen', reason: 'still down' }, t0 + 7 * day - 1);
    runTo(play, t0 + 7 * day);
    expect(play.state).toMatchObject({ stage: 'responding', baton: { holder: { person: 'ann' } } });
    expect(play.state).not.toHaveProperty('closedAs');
    expect(lastPage(play)).toMatchObject({ reason: 'rung', rung: 0, due: t0 + 7 * day - 1 });
    must(play, ann, { type: 'dismiss', proof: 'x' }, t0 + 8 * day);
    runTo(play, t0 + 15 * day - 1);
    expect(incidentMachine.outcome(play.state)).toBeUndefined();
  });

  it('a reopened run climbs from its first rung, however far the last one got', () => {
    const play = alerted();
    runTo(play, t0 + 20 * minute);
    give(play, resolve);
    give(play, again, t0 + 25 * minute);
    runTo(play, t0 + 25 * minute);
    must(play, ann, { type: 'acknowledge', until: t0 + 28 * minute }, t0 + 26 * minute);
    runTo(play, t0 + 28 * minute);
    expect(pagesOf(play).slice(3)).toEqual([
      [25, 1],
      [28, 2],
    ]);
  });

  it('reopened after its restore target passed says so again and pages at once for it', () => {
    const play = alerted({ targets: { ...inputOf().targets, restoreS: 600 } });
    runTo(play, t0 + 15 * minute);
    give(play, resolve);
    give(play, again, t0 + 20 * minute);
    runTo(play, t0 + 20 * minute);
    expect(pagesOf(play, 'overdue')).toEqual([
      [10, 1],
      [20, 1],
    ]);
    expect(lines(play).filter((what) => what === 'incident.restore_overdue')).toHaveLength(2);
    expect(play.state.clocks.find((clock) => clock.obligation === 'restore')).toMatchObject({
      obligation: 'restore',
      startAt: t0,
      dueAt: t0 + 10 * minute,
    });
  });

  it.each([
    ['restored', 0],
    ['observing', 31 * minute],
  ])('a new trigger while %s reopens it with its ladder', (stage, later) => {
    const play = alerted();
    give(play, resolve, t0 + minute);
    runTo(play, t0 + minute + later);
    expect(play.state.stage).toBe(stage);
    give(play, again);
    runTo(play, play.now);
    expect(play.state.stage).toBe('responding');
    expect(lastPage(play)).toMatchObject({ reason: 'rung', rung: 0, due: play.now });
    expect(lines(play)).toContain('incident.recurred');
  });

  it('a trigger after closing goes back to the intake, once per event', () => {
    const play = alerted();
    must(play, ann, { type: 'dismiss', proof: 'x' });
    give(play, again);
    give(play, again);
    expect(play.handed.filter((effect) => effect.kind === 'handBack')).toEqual([
      { kind: 'handBack', id: 'h2', event: again.event },
    ]);
    expect(play.state.stage).toBe('closed');
  });

  it('a trigger after closing reopens it where a rule says so, until its seven days are over', () => {
    const reopening = (id: string) =>
      ({ type: 'alert', event: event({ id, reopens: true }) }) as const;
    const play = alerted();
    must(play, ann, { type: 'dismiss', proof: 'x' });
    give(play, reopening('e2'));
    expect(play.state.stage).toBe('responding');
    must(play, ann, { type: 'dismiss', proof: 'x' });
    give(play, reopening('e3'), t0 + 8 * day);
    expect(play.state.stage).toBe('closed');
    expect(play.handed.at(-1)).toMatchObject({ kind: 'handBack', event: { id: 'e3' } });
  });

  it('a resolve after closing is kept with its alert and wakes nobody', () => {
    const play = alerted();
    must(play, ann, { type: 'dismiss', proof: 'x' });
    give(play, resolve);
    expect(play.steps.at(-1)?.facts?.[0]?.data).toMatchObject({ open: false });
    expect(incidentMachine.view(play.state)).toMatchObject({
      stage: 'closed',
      alerts: { open: 0, total: 1 },
    });
  });

  it('is restored by its source only when every alert of it recovered', () => {
    const play = alerted();
    give(play, { type: 'alert', event: event({ id: 'e2', dedupKey: 'fan' }) });
    give(play, resolve);
    expect(play.state.stage).toBe('detected');
    give(play, {
      type: 'alert',
      event: event({ id: 'r2', dedupKey: 'fan', action: 'resolve' }),
    });
    expect(play.state.stage).toBe('restored');
  });

  it('reminds the holder of an owed verification, once for all reminders an outage swallowed', () => {
    const play = start();
    must(play, ann, { type: 'acknowledge' });
    must(play, ann, { type: 'restore', how: 'x' });
    wakeAt(play, t0 + 10 * hour + minute);
    const reminders = play.handed.filter(isPage).filter((page) => page.reason === 'verify_overdue');
    expect(reminders.map((page) => page.due)).toEqual([t0 + 30 * minute]);
    expect(incidentMachine.nextDue(play.state)).toBe(t0 + 10.5 * hour);
  });

  it('does not spin where no time is given for verification', () => {
    const play = start(inputOf({ targets: { ...inputOf().targets, verifyS: 0 } }));
    must(play, ann, { type: 'acknowledge' });
    must(play, ann, { type: 'restore', how: 'x' });
    runTo(play, t0 + 10 * minute);
    expect(play.handed.filter(isPage).length).toBeLessThanOrEqual(12);
  });

  it('closes on the spot when verified and no observation is asked, and releases its children', () => {
    const play = start(inputOf({ targets: { ...inputOf().targets, observeS: 0 } }));
    must(play, ann, { type: 'acknowledge' });
    must(play, ann, { type: 'restore', how: 'x' });
    give(play, { type: 'child', id: 'inc-9', title: 'access switch' });
    must(play, ann, { type: 'verify', verifiedBy: 'customer' });
    expect(play.state.stage).toBe('closed');
    expect(play.handed.at(-1)).toMatchObject({
      kind: 'tell',
      to: ['inc-9'],
      message: { type: 'released', why: 'closed' },
    });
  });

  it('keeps its drill flag to the end', () => {
    const play = start(inputOf({ drill: true }));
    must(play, ann, { type: 'dismiss', proof: 'x' });
    expect(incidentMachine.view(play.state).drill).toBe(true);
  });

  it('ends by a command only: a cancellation by the engine leaves a line', () => {
    const play = start();
    give(play, { type: 'cancel_requested' });
    expect(play.state.stage).toBe('detected');
    expect(lines(play).at(-1)).toBe('engine.cancel_requested');
  });

  it('names who fills the duty role without moving the baton, and never another afterwards', () => {
    const play = start();
    const page = lastPage(play);
    expect(page.duty).toBe('first');
    give(play, pagedReport(page, { duty: 'ann' }), t0 + minute);
    give(play, pagedReport(page, { duty: 'bob' }), t0 + minute);
    expect(play.state.baton).toEqual({ holder: { duty: 'first', person: 'ann' }, since: t0 });
    runTo(play, t0 + 5 * minute);
    expect(lastPage(play)).not.toHaveProperty('duty');
  });

  it('is held from the beginning by the person its first rung names', () => {
    const play = start(inputOf({ holder: 'cid' }));
    expect(play.state.baton.holder).toEqual({ person: 'cid' });
    expect(lastPage(play)).not.toHaveProperty('duty');
  });
});
