import { describe, expect, it } from '@jest/globals';

import { itemAt } from '../items.js';
import { dan, day, livedTo, olga, signAs, submitAll, verifyAll } from '../life.fixture.js';
import { itemOf } from './checklist.js';

const daysOf = (key: string): number => itemOf(key)?.validDays ?? 0;

describe('how long a verified item counts (R1)', () => {
  it('as the checklist says, from its verification; until the end without a word of it', () => {
    const one = livedTo('disclosure_review');
    one.later(3 * day);
    verifyAll(one);
    const verifiedAt = one.seen.now;
    expect(itemAt(one.state(), 'E5')?.until).toBe(verifiedAt / 1000 + 90 * 86_400);
    expect(itemAt(one.state(), 'C1')?.until).toBe(0);
    one.runTo(verifiedAt + daysOf('E5') * day - 1);
    expect(itemAt(one.state(), 'E5')?.status).toBe('v');
    one.later(1);
    expect(itemAt(one.state(), 'E5')?.status).toBe('r');
    expect(itemAt(one.state(), 'C1')?.status).toBe('v');
  });

  it('as whoever handed it in says, where they say so', () => {
    const one = livedTo('disclosure');
    submitAll(one);
    const validUntil = one.seen.now + 20 * day;
    one.give(dan, { type: 'submit', items: [{ key: 'E5', content: 'c'.repeat(22), validUntil }] });
    one.give(olga, { type: 'verify', keys: ['E5'] });
    expect(itemAt(one.state(), 'E5')?.until).toBe(validUntil / 1000);
  });

  it('what runs out under an open sheet voids its signatures and keeps it from being signed', () => {
    const one = livedTo('acceptance');
    signAs(one, 'ops');
    one.later(daysOf('G1') * day);
    expect(one.state().acceptance?.signatures).toEqual([]);
    expect(signAs(one, 'ops')?.code).toBe('gate_unmet');
  });
});
