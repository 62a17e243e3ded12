import { describe, expect, it } from '@jest/globals';

import { blockWeights, cardOf, indicatorKeys, weightProblems } from './formula.js';

describe('the weights of a card (V14)', () => {
  it.each(['operations', 'linkage'] as const)(
    'sum to 100 in every block of the %s card',
    (kind) => {
      expect(weightProblems(cardOf(kind))).toEqual([]);
    },
  );

  it('are refused by name where they do not sum to 100', () => {
    const wrong = cardOf('operations', { results: 55 });
    expect(weightProblems(wrong)).toEqual([{ of: 'card', sum: 105 }]);
  });

  it('are refused where one is below nothing though the sum is right', () => {
    const wrong = cardOf('operations', { results: 70, quality: 40, linkage: -20 });
    expect(weightProblems(wrong)).toEqual([{ of: 'linkage', sum: -20 }]);
  });

  it('are 50, 20, 20 and 10 unless an installation has its own (R12)', () => {
    expect(blockWeights).toEqual({ results: 50, quality: 20, linkage: 20, growth: 10 });
  });

  it('are of every indicator of the catalogue exactly once', () => {
    const keys = cardOf('operations').flatMap(({ indicators }) => indicators.map(({ key }) => key));
    expect(keys).toEqual([...indicatorKeys]);
  });

  it('leave the linkage block alone to departments that run no operations (5d)', () => {
    const [block, ...more] = cardOf('linkage', { results: 90 });
    expect(more).toEqual([]);
    expect(block).toMatchObject({ key: 'linkage', weight: 100 });
  });
});
