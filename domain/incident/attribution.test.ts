import { describe, expect, it } from '@jest/globals';
import type { FaultCause } from './attribution-state.js';
import { incidentMachine } from './machine.js';
import {
  ann,
  give,
  inputOf,
  lastPage,
  minute,
  must,
  pagedReport,
  start,
  t0,
  type Play,
} from './testing.fixture.js';

const held = (over: Parameters<typeof inputOf>[0] = {}): Play => {
  const play = start(inputOf({ severity: 'warning', ...over }));
  give(play, pagedReport(lastPage(play), { duty: 'ann' }));
  must(play, ann, { type: 'acknowledge' }, t0 + minute);
  return play;
};

const attribute = (play: Play, cause: FaultCause, handover?: string): void => {
  const named = handover === undefined ? {} : { handover };
  must(play, ann, { type: 'attribute', cause, reason: 'a wrong ACL', ...named });
};

const grade = (play: Play, level: 'critical' | 'error' | 'warning'): void =>
  must(play, ann, { type: 'grade', level, computed: level, complete: true });

const told = (play: Play) =>
  play.handed.flatMap((effect) =>
    effect.kind === 'tell' && effect.message.type === 'fault' ? [effect] : [],
  );

describe('a fault that delivery caused', () => {
  it('is told to the hand-over under way with its level and when it was detected', () => {
    const play = held();
    attribute(play, 'delivery', 'hov_1');
    const { detectedAt } = play.state;
    const message = { incident: 'inc-1', level: 'P3', at: detectedAt, cause: 'delivery' };
    expect(told(play)).toMatchObject([{ to: ['hov_1'], message: { type: 'fault', ...message } }]);
    expect(incidentMachine.view(play.state).attributed).toMatchObject({
      cause: 'delivery',
      handover: 'hov_1',
      by: 'ann',
    });
  });

  it('is told again when its level rises to P2 and to P1, and not when it falls', () => {
    const play = held();
    attribute(play, 'delivery', 'hov_1');
    grade(play, 'error');
    grade(play, 'critical');
    grade(play, 'error');
    grade(play, 'critical');
    expect(told(play).map(({ message }) => 'level' in message && message.level)).toEqual([
      'P3',
      'P2',
      'P1',
    ]);
  });

  it('is told again when a P4 turns out to be a P3: a trial bears two of them only', () => {
    const play = held({ severity: 'info' });
    attribute(play, 'delivery', 'hov_1');
    grade(play, 'warning');
    expect(told(play).map(({ message }) => 'level' in message && message.level)).toEqual([
      'P4',
      'P3',
    ]);
  });

  it('is told once however often it is said, and anew to another hand-over', () => {
    const play = held();
    attribute(play, 'delivery', 'hov_1');
    attribute(play, 'delivery', 'hov_1');
    attribute(play, 'delivery', 'hov_2');
    expect(told(play).map(({ to }) => to)).toEqual([['hov_1'], ['hov_2']]);
  });

  it('is told after the incident was closed, while it can be reopened', () => {
    const play = held();
    must(play, ann, { type: 'restore', how: 'x' });
    must(play, ann, { type: 'close' });
    attribute(play, 'delivery', 'hov_1');
    expect(told(play)).toHaveLength(1);
  });
});

describe('nothing is told', () => {
  it.each(['operations', 'supplier', 'customer', 'unknown'] as const)(
    'where %s caused it',
    (by) => {
      const play = held();
      attribute(play, by, 'hov_1');
      grade(play, 'critical');
      expect(told(play)).toEqual([]);
      expect(play.state.attributed?.cause).toBe(by);
    },
  );

  it('where no hand-over is under way, or in a drill', () => {
    const play = held();
    attribute(play, 'delivery');
    expect(told(play)).toEqual([]);
    const drill = held({ drill: true });
    attribute(drill, 'delivery', 'hov_1');
    expect(told(drill)).toEqual([]);
  });

  it('of a rise after the word was taken back', () => {
    const play = held();
    attribute(play, 'delivery', 'hov_1');
    attribute(play, 'supplier');
    grade(play, 'critical');
    expect(told(play)).toHaveLength(1);
  });
});
