import { describe, expect, it, test } from '@jest/globals';
import { raisedByDuration } from './duration.js';
import { modified } from './modifiers.js';
import type { Level, Modifiers } from './matrix.js';

const hourS = 3_600;
const text = { zh: '文', en: 'text' };
const rules: Modifiers = {
  majorEvent: { raise: 1, text },
  duration: {
    interruption: [
      { from: 'P3', afterS: 4 * hourS },
      { from: 'P2', afterS: 2 * hourS },
    ],
    other: [
      { from: 'P4', afterS: 24 * hourS },
      { from: 'P3', afterS: 8 * hourS },
      { from: 'P2', afterS: 4 * hourS },
    ],
    text,
  },
  repeat: { days: 7, raise: 1, text },
  plannedWork: { overrunMaxS: 900, text },
};

const steps: [from: Level, interruption: boolean, hours: number, to: Level][] = [
  ['P3', true, 4, 'P2'],
  ['P2', true, 2, 'P1'],
  ['P4', false, 24, 'P3'],
  ['P3', false, 8, 'P2'],
  ['P2', false, 4, 'P1'],
  ['P4', true, 24, 'P3'],
];

describe('duration', () => {
  test.each(steps)('raises %s (interruption %s) at %s h to %s', (from, interruption, hours, to) => {
    const at = (elapsedS: number) => raisedByDuration(from, { elapsedS, interruption }, rules);
    const before = at(hours * hourS - 1);
    expect(before).toEqual({ level: from, next: { to, afterS: hours * hourS } });
    expect(at(hours * hourS).level).toBe(to);
  });

  it('counts each step from the instant its level was reached', () => {
    const at = (hours: number) =>
      raisedByDuration('P3', { elapsedS: hours * hourS, interruption: true }, rules);
    expect(at(4)).toEqual({ level: 'P2', next: { to: 'P1', afterS: 6 * hourS } });
    expect(at(6)).toEqual({ level: 'P1', next: null });
    expect(raisedByDuration('P1', { elapsedS: 0, interruption: true }, rules).next).toBeNull();
  });
});

describe('modifiers', () => {
  it('raise within a major-event window by one, and never above P1', () => {
    expect(modified(rules, 'P3', { majorEvent: true })).toMatchObject({
      level: 'P2',
      modifiers: [{ kind: 'major_event', from: 'P3', to: 'P2', reviewOnly: false }],
    });
    expect(modified(rules, 'P1', { majorEvent: true })).toMatchObject({
      level: 'P1',
      modifiers: [],
    });
  });

  it('raise a repeated fault for the review only', () => {
    expect(modified(rules, 'P3', { repeated: true })).toMatchObject({
      level: 'P3',
      reviewLevel: 'P2',
      modifiers: [{ kind: 'repeat', reviewOnly: true }],
    });
  });

  test.each([
    [0, false, null],
    [900, false, null],
    [901, false, 'P2'],
    [0, true, 'P2'],
  ])('planned work, %s s over, wider impact %s: %s', (overrunS, widerImpact, level) => {
    const plannedWork = { overrunS, widerImpact };
    expect(modified(rules, 'P2', { plannedWork }).level).toBe(level);
  });

  it('make nothing of no hit', () => {
    const around = { majorEvent: true, elapsedS: 100 * hourS, repeated: true };
    expect(modified(rules, null, around)).toEqual({
      level: null,
      modifiers: [],
      reviewLevel: null,
      nextRaise: null,
    });
  });
});
