import { channelAddresses, type ChannelAddress } from '../../../../contracts/channels.js';
import type { Egress } from '../../egress/egress.js';
import type { Channel } from '../channel.js';
import { destinationOf } from '../delivery-id.js';
import { errcodeVerdict, robotOutcome, type RobotRules } from '../robot-answer.js';
import { plainLines } from '../wording.js';

type Address = ChannelAddress<'wecom'>;

/** Published: the content of a text message has at most 2,048 bytes. */
const textMaxBytes = 2_048;
const mutedMs = 60_000;
const busyMs = 5_000;
/** Published: 20 a minute. 10 + 60 × 1/6 = 20 in any minute. */
export const wecomLimit = { capacity: 10, refillPerS: 1 / 6 };

const tooOften = new Set([45009, 45033]);
/** Wrong key, robot not in its group, removed, malformed or oversize content. */
const hopeless = new Set([40008, 40058, 44004, 45002, 93000, 93004, 93008]);

const rules: RobotRules = {
  verdict: errcodeVerdict,
  muteMs({ code }) {
    if (tooOften.has(code)) return mutedMs;
    return code === -1 ? busyMs : undefined;
  },
  hopeless: ({ code }) => hopeless.has(code),
};

/** A WeCom group robot, whose key is in its url. */
export function createWecomChannel(egress: Egress): Channel<Address> {
  return {
    name: 'wecom',
    address: channelAddresses.wecom,
    bucket: ({ url }) => ({ destination: destinationOf('wecom', url), ...wecomLimit }),
    async send({ url }, message, signal) {
      const content = plainLines(message, textMaxBytes);
      const body = JSON.stringify({ msgtype: 'text', text: { content } });
      const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Baton' };
      return robotOutcome(await egress.post({ url, headers, body, signal }), rules, Date.now());
    },
  };
}
