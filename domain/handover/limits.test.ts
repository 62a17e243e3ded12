import { describe, expect, it } from '@jest/globals';
import { findingsOf, judgeLimit } from './limits.js';

const sessions = { kind: 'maxSessions', limit: 2048, of: 'SDWAN' };
const latency = { kind: 'latencyMsOverseas', limit: 180, of: 'SDWAN' };

describe('a limit', () => {
  it.each([
    [1638, 'within'],
    [1639, 'near'],
    [2048, 'near'],
    [2049, 'beyond'],
    [0, 'within'],
  ])('of 2048 sessions with a need of %d is %s', (amount, verdict) => {
    expect(judgeLimit({ kind: 'maxSessions', amount }, sessions)).toBe(verdict);
  });

  it.each([
    [40, 'beyond'],
    [179, 'beyond'],
    [180, 'near'],
    [225, 'near'],
    [226, 'within'],
  ])('of latency is beaten by asking for less: %d ms of 180 is %s', (amount, verdict) => {
    expect(judgeLimit({ kind: 'latencyMsOverseas', amount }, latency)).toBe(verdict);
  });

  it('judges only needs of its own kind, and each limit of that kind', () => {
    const supplier = { ...sessions, limit: 1024, of: 'ADSL-1' };
    const needs = [
      { kind: 'maxSessions', amount: 1100 },
      { kind: 'rackKw', amount: 99 },
    ];
    expect(findingsOf(needs, [sessions, supplier, latency])).toEqual([
      { ...supplier, amount: 1100, verdict: 'beyond' },
    ]);
  });
});
