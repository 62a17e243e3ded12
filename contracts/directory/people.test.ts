import { describe, expect, it } from '@jest/globals';
import { channelRule } from '../channels.js';
import { personChannel } from './people.js';

const address = { address: 'li@example.com' };

describe("a person's channel", () => {
  it('takes exactly the waits that a stored rule takes, as a duration', () => {
    const waits: [string, number][] = [
      ['PT0S', 0],
      ['PT2M', 120],
      ['P1D', 86_400],
      ['PT86401S', 86_401],
    ];
    for (const [after, afterS] of waits) {
      const written = personChannel.safeParse({ channel: 'mail', address, after });
      const stored = channelRule.safeParse({ channel: 'mail', address, afterS });
      expect([after, written.success]).toEqual([after, stored.success]);
      if (written.success) expect(written.data.after).toBe(afterS);
    }
  });
});
