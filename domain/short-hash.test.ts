import { describe, expect, it } from '@jest/globals';
import { shortHash } from './short-hash.js';

describe('the short hash', () => {
  it('tells 50,000 similar ids apart in at most 11 characters', () => {
    const hashes = Array.from({ length: 50_000 }, (_, i) => shortHash(`prom trigger event-${i}`));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(Math.max(...hashes.map((hash) => hash.length))).toBeLessThanOrEqual(11);
  });

  it('never changes, because running processes remember it', () => {
    expect(['', 'prom trigger 1', '核心交换机'].map(shortHash)).toEqual([
      'wvjl67o803',
      'g5vhho0y4d',
      '1ojpxhastyp',
    ]);
  });
});
