import { describe, expect, it } from '@jest/globals';
import { isOnCallOwed, sidesOnCall } from './on-call.js';
import { stages } from './state.js';

describe('the side on call', () => {
  it.each([
    ['initiated', 'delivery', undefined],
    ['disclosure', 'delivery', undefined],
    ['disclosure_review', 'delivery', undefined],
    ['uat_design', 'delivery', undefined],
    ['uat_run', 'delivery', undefined],
    ['training', 'delivery', undefined],
    ['trial', 'delivery', 'operations'],
    ['acceptance', 'operations', 'delivery'],
    ['warranty', 'operations', 'delivery'],
    ['closed', 'operations', undefined],
  ] as const)('in %s is %s, backed by %s', (stage, leads, backs) => {
    expect(sidesOnCall({ stage })).toEqual({ leads, ...(backs && { backs }) });
  });

  it('is operations in the second half of the trial, and never before the trial', () => {
    expect(sidesOnCall({ stage: 'trial', phase: 'ops_leads' }).leads).toBe('operations');
    const before = stages.slice(0, stages.indexOf('trial'));
    expect(before.map((stage) => sidesOnCall({ stage, phase: 'ops_leads' }).leads)).toEqual(
      before.map(() => 'delivery'),
    );
  });

  it('is operations while a takeover lasts, and delivery while an acceptance is suspended', () => {
    expect(sidesOnCall({ stage: 'uat_run', takenOver: true }).leads).toBe('operations');
    expect(sidesOnCall({ stage: 'warranty', suspended: true })).toEqual({
      leads: 'delivery',
      backs: 'operations',
    });
  });

  it('is owed from the UAT on', () => {
    expect(stages.filter((stage) => !isOnCallOwed(stage))).toEqual([
      'initiated',
      'disclosure',
      'disclosure_review',
    ]);
  });
});
