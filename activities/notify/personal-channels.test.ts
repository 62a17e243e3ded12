import { describe, expect, it } from '@jest/globals';

import { groupsOf, rulesOf } from './personal-channels.js';

const mail = (afterS: number) => ({
  channel: 'mail',
  address: { address: 'li@example.com' },
  afterS,
});

describe("a person's rules", () => {
  it('are used by delay, those of one delay together, the earliest first', () => {
    const groups = groupsOf(rulesOf([mail(300), mail(0), mail(60), mail(0)]));
    expect(groups.map((group) => group.map(({ index }) => index))).toEqual([[1, 3], [2], [0]]);
  });

  it('keep their place in the key when a line beside them cannot be understood', () => {
    const rules = rulesOf([{ channel: 'pigeon' }, mail(5), null, { ...mail(0), address: {} }]);
    expect(rules).toMatchObject([{ index: 1, channel: 'mail', afterS: 5 }]);
  });

  it('are none where nothing readable is stored', () => {
    for (const stored of [undefined, null, {}, 'mail', []]) expect(rulesOf(stored)).toEqual([]);
  });
});
