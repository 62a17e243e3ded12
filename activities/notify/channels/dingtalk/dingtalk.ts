import { createHmac } from 'node:crypto';
import { channelAddresses, type ChannelAddress } from '../../../../contracts/channels.js';
import type { Egress } from '../../egress/egress.js';
import type { Channel } from '../channel.js';
import { destinationOf } from '../delivery-id.js';
import { errcodeVerdict, robotOutcome, type RobotRules } from '../robot-answer.js';
import { plainLines } from '../wording.js';

type Address = ChannelAddress<'dingtalk'>;

/** A request may have 20,000 bytes, and JSON escapes may double a text. */
const textMaxBytes = 9_000;
const mutedMs = 10 * 60_000;
const busyMs = 5_000;
/** Published: 20 a minute, then mute for 10 minutes. 10 + 60 × 1/6 = 20 in any minute. */
export const dingtalkLimit = { capacity: 10, refillPerS: 1 / 6 };

const tooOften = new Set([130101, 130102]);
const busy = new Set([-1, 410100]);
/** Keyword, signature, time or IP; unknown token or robot; dissolved group; unsafe content. */
const hopeless = new Set([
  300001, 300005, 310000, 400013, 400101, 400102, 400105, 400106, 430101, 430102, 430103, 430104,
]);

const rules: RobotRules = {
  verdict: errcodeVerdict,
  muteMs({ code }) {
    if (tooOften.has(code)) return mutedMs;
    return busy.has(code) ? busyMs : undefined;
  },
  hopeless: ({ code }) => hopeless.has(code),
};

/** A DingTalk group robot: plain text, because its Markdown would render an alert's links. */
export function createDingtalkChannel(egress: Egress): Channel<Address> {
  return {
    name: 'dingtalk',
    address: channelAddresses.dingtalk,
    bucket: ({ url }) => ({ destination: destinationOf('dingtalk', url), ...dingtalkLimit }),
    async send(address, message, signal) {
      const url = dingtalkUrl(address, Date.now());
      const content = plainLines(message, textMaxBytes);
      const body = JSON.stringify({ msgtype: 'text', text: { content } });
      const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Baton' };
      return robotOutcome(await egress.post({ url, headers, body, signal }), rules, Date.now());
    },
  };
}

/** The robot's url with time and signature, where it has a secret. */
export function dingtalkUrl({ url, secret }: Address, now: number): string {
  if (secret === undefined) return url;
  const timestamp = String(now);
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const signed = new URL(url);
  signed.searchParams.set('timestamp', timestamp);
  signed.searchParams.set('sign', sign);
  return signed.toString();
}
