import { describe, expect, it } from '@jest/globals';
import { accept, hold, offer, resolveDuty, take, withdrawOffer } from './baton.js';

const made = { to: 'bob', by: 'ann', at: 5, expires: 9 };

describe('the baton', () => {
  it('stays with the sender while an offer is open, and after it was refused', () => {
    const offered = offer(hold({ person: 'ann' }, 1), made);
    expect(offered.holder).toEqual({ person: 'ann' });
    expect(withdrawOffer(offered)).toEqual({ holder: { person: 'ann' }, since: 1 });
  });

  it('moves to the other side at the instant of acceptance, and the offer is used up', () => {
    expect(accept(offer(hold({ person: 'ann' }, 1), made), 7)).toEqual({
      holder: { person: 'bob' },
      since: 7,
    });
  });

  it('is never accepted without an offer', () => {
    expect(() => accept(hold({ person: 'ann' }, 1), 7)).toThrow('check the offer first');
  });

  it('counts a repeated taking by the holder from the first one, and ends a pending offer', () => {
    const held = hold({ person: 'ann' }, 1);
    expect(take(held, 'ann', 8)).toBe(held);
    expect(take(offer(held, made), 'ann', 8)).toEqual({ holder: { person: 'ann' }, since: 1 });
    expect(take(held, 'bob', 8)).toEqual({ holder: { person: 'bob' }, since: 8 });
  });

  it('names who fills a duty role once, without moving the accountability', () => {
    const duty = hold({ duty: 'noc' }, 1);
    const filled = resolveDuty(duty, 'ann');
    expect(filled).toEqual({ holder: { duty: 'noc', person: 'ann' }, since: 1 });
    expect(resolveDuty(filled, 'bob')).toBe(filled);
  });
});
