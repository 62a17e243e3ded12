import { describe, expect, it } from '@jest/globals';
import { alertMark } from './alerts.js';
import { incidentMachine } from './machine.js';
import {
  ann,
  ask,
  bob,
  event,
  give,
  hour,
  inputOf,
  lines,
  minute,
  must,
  pagesOf,
  runTo,
  start,
  t0,
  type Play,
} from './testing.fixture.js';
import type { IncidentTold } from './commands.js';

const alerted = (id: string) =>
  start(inputOf({ id, alert: event({ id: `${id}-e`, dedupKey: id }) }));

const messageOf = (play: Play): IncidentTold => {
  const told = play.handed.filter((effect) => effect.kind === 'tell').at(-1);
  if (told?.kind !== 'tell' || told.message.type === 'fault') throw new Error('nothing was told');
  return told.message;
};

const answer = (play: Play, ok: boolean): void =>
  give(play, { type: 'told', effect: play.state.merging?.effect ?? '', ok });

describe('a merge', () => {
  it('closes the one and leaves its open alerts with the other', () => {
    const [a, b] = [alerted('a'), alerted('b')];
    must(a, ann, { type: 'merge', into: 'b' });
    expect(a.state.stage).toBe('detected');
    give(b, messageOf(a));
    answer(a, true);
    expect(a.state).toMatchObject({ stage: 'closed', closedAs: 'merged', mergedInto: 'b' });
    expect(incidentMachine.view(b.state).alerts).toEqual({ open: 2, total: 2 });
    give(b, { type: 'alert', event: event({ id: 'r', dedupKey: 'a', action: 'resolve' }) });
    expect(incidentMachine.view(b.state).alerts).toEqual({ open: 1, total: 2 });
  });

  it('into one that is gone leaves it open with its ladder running', () => {
    const a = alerted('a');
    must(a, ann, { type: 'merge', into: 'gone' });
    answer(a, false);
    runTo(a, t0 + 5 * minute);
    expect(a.state.stage).toBe('detected');
    expect(lines(a)).toContain('incident.merge_failed');
    expect(pagesOf(a).at(-1)).toEqual([5, 2]);
    must(a, ann, { type: 'merge', into: 'other' });
    expect(a.state.merging?.into).toBe('other');
  });

  it.each(['closed', 'observing', 'restored'])('wakes the other one that was %s', (stage) => {
    const b = alerted('b');
    must(b, bob, { type: 'acknowledge' });
    must(b, bob, { type: 'restore', how: 'x' });
    if (stage === 'observing') must(b, bob, { type: 'verify', verifiedBy: 'engineer' });
    if (stage === 'closed') must(b, bob, { type: 'close' });
    const a = alerted('a');
    must(a, ann, { type: 'merge', into: 'b' });
    give(b, messageOf(a));
    expect(b.state.stage).toBe('responding');
  });

  it('of a restored one does not wake the other one that is restored', () => {
    const [a, b] = [alerted('a'), alerted('b')];
    for (const play of [a, b]) {
      must(play, ann, { type: 'acknowledge' });
      must(play, ann, { type: 'restore', how: 'x' });
    }
    must(a, ann, { type: 'merge', into: 'b' });
    give(b, messageOf(a));
    expect(b.state.stage).toBe('restored');
  });

  it('of two into each other at once never closes both, whatever arrives first', () => {
    for (const order of ['words first', 'answers first', 'mixed']) {
      const [a, b] = [alerted('a'), alerted('b')];
      must(a, ann, { type: 'merge', into: 'b' });
      must(b, bob, { type: 'merge', into: 'a' });
      const [toB, toA] = [messageOf(a), messageOf(b)];
      const effects = [a, b].map((play) => play.state.merging?.effect ?? '');
      const words = () => {
        give(a, toA);
        give(b, toB);
      };
      const told = (play: Play, index: number) =>
        give(play, { type: 'told', effect: effects[index] ?? '', ok: true });
      if (order === 'words first') words();
      if (order === 'mixed') give(b, toB);
      told(a, 0);
      told(b, 1);
      if (order === 'answers first') words();
      if (order === 'mixed') give(a, toA);
      expect([a.state.stage, b.state.stage]).not.toEqual(['closed', 'closed']);
    }
  });

  it('is named in the refusal of another merge, and repeated without effect', () => {
    const a = alerted('a');
    must(a, ann, { type: 'merge', into: 'b' });
    const { state } = a;
    must(a, ann, { type: 'merge', into: 'b' });
    expect(a.state).toEqual(state);
    expect(ask(a, ann, { type: 'merge', into: 'c' })).toEqual({
      code: 'conflict',
      with: { into: 'b' },
    });
  });

  it('answered after somebody closed it changes nothing', () => {
    const a = alerted('a');
    must(a, ann, { type: 'merge', into: 'b' });
    must(a, ann, { type: 'dismiss', proof: 'x' });
    answer(a, true);
    expect(a.state).toMatchObject({ stage: 'closed', closedAs: 'dismissed' });
    expect(a.state).not.toHaveProperty('mergedInto');
  });

  it('into itself, told by whatever mistake, is ignored', () => {
    const a = alerted('a');
    const { state } = a;
    give(a, { type: 'absorbed', from: 'a', title: 'a', alerts: ['x'] });
    expect(a.state).toEqual(state);
  });

  it('of a merged one leaves no trace of where it had gone', () => {
    const a = alerted('a');
    must(a, ann, { type: 'merge', into: 'b' });
    answer(a, true);
    give(a, { type: 'absorbed', from: 'c', title: 'c', alerts: [] });
    expect(a.state.stage).toBe('responding');
    expect(a.state).not.toHaveProperty('mergedInto');
  });

  it('opens an alert again that was thought recovered here', () => {
    const b = alerted('b');
    give(b, { type: 'alert', event: event({ id: 'e2', dedupKey: 'x' }) });
    give(b, { type: 'alert', event: event({ id: 'r2', dedupKey: 'x', action: 'resolve' }) });
    const mark = alertMark({ integration: 'prom', dedupKey: 'x' });
    give(b, { type: 'absorbed', from: 'a', title: 'a', alerts: [mark] });
    expect(incidentMachine.view(b.state).alerts).toEqual({ open: 2, total: 2 });
  });
});

describe('a child of an upstream incident', () => {
  const child = () => start(inputOf({ parent: { id: 'up', title: 'core', holdS: 3_600 } }));
  const released = { type: 'released', parent: 'up', why: 'restored' } as const;

  it('pages nobody while held, and for itself when the hold is over', () => {
    const play = child();
    runTo(play, t0 + hour - 1);
    expect(play.handed).toEqual([]);
    runTo(play, t0 + hour + 5 * minute);
    expect(pagesOf(play)).toEqual([
      [60, 1],
      [65, 2],
    ]);
    expect(lines(play)).toContain('incident.hold_over');
  });

  it('pages five minutes after its parent was restored, however often that is said', () => {
    const play = child();
    give(play, released, t0 + 10 * minute);
    give(play, { ...released, why: 'closed' }, t0 + 14 * minute);
    runTo(play, t0 + 20 * minute);
    expect(pagesOf(play)).toEqual([
      [15, 1],
      [20, 2],
    ]);
  });

  it('is never held longer by a release than it would have been', () => {
    const play = child();
    give(play, released, t0 + 59 * minute);
    runTo(play, t0 + hour);
    expect(pagesOf(play)).toEqual([[60, 1]]);
  });

  it('acknowledged or snoozed by a person is no longer moved by its parent', () => {
    const acknowledged = child();
    must(acknowledged, ann, { type: 'acknowledge', until: t0 + 2 * hour });
    const snoozed = child();
    must(snoozed, ann, { type: 'snooze', until: t0 + 2 * hour });
    for (const play of [acknowledged, snoozed]) {
      give(play, released, t0 + 10 * minute);
      runTo(play, t0 + 2 * hour - 1);
      expect(pagesOf(play)).toEqual([]);
      runTo(play, t0 + 2 * hour);
      expect(pagesOf(play)).toEqual([[120, 1]]);
    }
    expect(lines(snoozed)).toContain('incident.snooze_over');
  });

  it('ignores the release by another than its parent', () => {
    const play = child();
    give(play, { ...released, parent: 'other' }, t0 + minute);
    runTo(play, t0 + hour - 1);
    expect(play.handed).toEqual([]);
  });

  it('found after it began withdraws its pages and holds both its ladders', () => {
    const play = start(inputOf({ targets: { ...inputOf().targets, restoreS: 600 } }));
    const parent = { id: 'up', title: 'core', holdS: 3_600 };
    give(play, { type: 'attached', parent }, t0 + minute);
    const [first] = play.effects;
    expect(first && incidentMachine.wanted(play.state, first)).toBe(false);
    runTo(play, t0 + 61 * minute);
    expect(pagesOf(play).slice(1)).toEqual([[61, 1]]);
    expect(pagesOf(play, 'overdue')).toEqual([[61, 1]]);
  });

  it('is told when its parent is restored, and its parent shows how many there are', () => {
    const play = alerted('up');
    give(play, { type: 'child', id: 'c1', title: 'one' });
    give(play, { type: 'child', id: 'c1', title: 'one' });
    give(play, { type: 'child', id: 'c2', title: 'two' });
    expect(incidentMachine.view(play.state).children).toBe(2);
    give(play, { type: 'alert', event: event({ id: 'r', dedupKey: 'up', action: 'resolve' }) });
    expect(messageOf(play)).toEqual({ type: 'released', parent: 'up', why: 'restored' });
  });
});
