import { describe, expect, it } from '@jest/globals';
import type { Entry } from '../machine.js';
import type { ExpectedStep, Expectation } from './scenario.js';
import { scoreDrill, type Line } from './score.js';

const t0 = Date.UTC(2026, 10, 23, 2);
const minute = 60_000;
const script = [
  { id: 'down', kind: 'alert', key: 'line' },
  { id: 'asks', kind: 'word', key: 'line' },
];
const li: Entry['actor'] = { kind: 'user', id: 'per_li', person: 'per_li' };
const system: Entry['actor'] = { kind: 'system', id: 'baton' };

const step = (expectation: Expectation, given: Partial<ExpectedStep> = {}): ExpectedStep => ({
  id: 'step',
  text: { zh: '步骤', en: 'step' },
  of: 'line',
  withinS: 600,
  marks: 15,
  expect: expectation,
  ...given,
});

const line = (atMinute: number, what: string, given: Partial<Line> = {}): Line => ({
  key: 'line',
  subject: 'inc_1',
  n: atMinute + 1,
  at: t0 + atMinute * minute,
  actor: li,
  what,
  ...given,
});

const scored = (
  expected: ExpectedStep,
  lines: Line[],
  played: Record<string, number> = { down: t0, asks: t0 + 30 * minute },
) => scoreDrill([expected], { script, played, lines }).steps[0];

describe('the score of a drill', () => {
  it.each<[string, Expectation, Line[], string, number]>([
    ['in time', { kind: 'acknowledged' }, [line(9, 'incident.acknowledged')], 'done', 15],
    ['at its end', { kind: 'acknowledged' }, [line(10, 'incident.acknowledged')], 'done', 15],
    ['late', { kind: 'acknowledged' }, [line(11, 'incident.acknowledged')], 'late', 7],
    ['never', { kind: 'acknowledged' }, [line(9, 'incident.note')], 'missing', 0],
    [
      'by nobody',
      { kind: 'acknowledged' },
      [line(1, 'incident.acknowledged', { actor: system })],
      'missing',
      0,
    ],
    [
      'at the right level',
      { kind: 'graded', level: 'P2' },
      [line(3, 'incident.graded', { with: { level: 'P2' } })],
      'done',
      15,
    ],
    [
      'at another level',
      { kind: 'graded', level: 'P2' },
      [line(3, 'incident.graded', { with: { level: 'P4' } })],
      'wrong',
      0,
    ],
    [
      'mended in time',
      { kind: 'graded', level: 'P2' },
      [
        line(3, 'incident.graded', { with: { level: 'P4' } }),
        line(8, 'incident.graded', { with: { level: 'P2' } }),
      ],
      'done',
      15,
    ],
    [
      'with the notice of that stage',
      { kind: 'noticed', stage: 'first' },
      [line(5, 'notice.sent', { with: { notice: 'customer/first/1' }, actor: system })],
      'done',
      15,
    ],
    [
      'with the notice of another stage',
      { kind: 'noticed', stage: 'first' },
      [line(5, 'notice.sent', { with: { notice: 'customer/progress/1' }, actor: system })],
      'missing',
      0,
    ],
    [
      'with a notice that was blocked',
      { kind: 'noticed', stage: 'first' },
      [line(5, 'notice.blocked', { with: { notice: 'customer/first/1' }, actor: system })],
      'wrong',
      0,
    ],
    [
      'to the right party',
      { kind: 'escalated', to: 'supplier' },
      [line(5, 'escalation.asked', { with: { kind: 'supplier' }, subject: 'esc_1' })],
      'done',
      15,
    ],
    [
      'to another party',
      { kind: 'escalated', to: 'supplier' },
      [line(5, 'escalation.asked', { with: { kind: 'department' }, subject: 'esc_1' })],
      'wrong',
      0,
    ],
    ['restored', { kind: 'restored' }, [line(5, 'incident.restored')], 'done', 15],
    ['mitigated', { kind: 'mitigated' }, [line(5, 'incident.mitigated')], 'done', 15],
    ['verified', { kind: 'verified' }, [line(5, 'incident.verified')], 'done', 15],
    [
      'by monitoring alone',
      { kind: 'verified' },
      [line(5, 'incident.verified', { actor: system })],
      'missing',
      0,
    ],
  ])('counts what is done %s', (_how, expectation, lines, result, marks) => {
    expect(scored(step(expectation), lines)).toMatchObject({ result, marks });
  });

  it('counts the time from the event the step is about, and nothing before it', () => {
    const answered = step({ kind: 'noted' }, { since: 'asks' });
    expect(scored(answered, [line(5, 'incident.note')])?.result).toBe('missing');
    expect(scored(answered, [line(5, 'incident.note'), line(39, 'incident.note')])).toMatchObject({
      result: 'done',
      due: t0 + 40 * minute,
      line: { subject: 'inc_1', n: 40 },
    });
    expect(scored(answered, [line(39, 'incident.note')], { down: t0 })).toEqual({
      id: 'step',
      result: 'missing',
      marks: 0,
    });
  });

  it('proves nothing with the lines of another incident, and adds up what is worth', () => {
    const other = line(1, 'incident.acknowledged', { key: 'other' });
    const steps = [
      step({ kind: 'acknowledged' }, { id: 'a', marks: 20 }),
      step({ kind: 'restored' }, { id: 'b', marks: 5 }),
    ];
    const lines = [other, line(12, 'incident.acknowledged'), line(2, 'incident.restored')];
    expect(scoreDrill(steps, { script, played: { down: t0 }, lines })).toMatchObject({
      marks: 15,
      possible: 25,
    });
  });
});
