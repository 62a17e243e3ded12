import { createHmac } from 'node:crypto';
import { channelAddresses, type ChannelAddress } from '../../../../contracts/channels.js';
import type { Egress } from '../../egress/egress.js';
import type { Channel, Message } from '../channel.js';
import { destinationOf } from '../delivery-id.js';
import { robotOutcome, type RobotRules } from '../robot-answer.js';
import { cutBytes, linksOf, printable, titleOf, wording } from '../wording.js';

type Address = ChannelAddress<'feishu'>;

const hookBase = 'https://open.feishu.cn/open-apis/bot/v2/hook/';
/** The robot's request may have 20 KB; the rest is room for links and JSON escapes. */
const textMaxBytes = 6 * 1024;
const linesMax = 100;
const titleMaxBytes = 1024;
const mutedMs = 10_000;
/**
 * Published: 100 a minute and 5 a second. Bursts of 4 with 1.6 a second keep to both in any
 * window: 4 + 1.6 < 6 and 4 + 96 = 100.
 */
export const feishuLimit = { capacity: 4, refillPerS: 1.6 };

const tooOften = new Set([11232, 99991400]);
/** Parameters, disabled or removed robot, unknown token, signature, IP list, keyword. */
const hopeless = new Set([9499, 10003, 19001, 19002, 19007, 19021, 19022, 19024]);

const rules: RobotRules = {
  verdict(body) {
    const code = body.code ?? body.StatusCode;
    const text = body.msg ?? body.StatusMessage ?? '';
    return typeof code === 'number' ? { code, text: String(text) } : undefined;
  },
  muteMs({ code, text }, headers) {
    const limited = tooOften.has(code) || /too many request|frequency limit/i.test(text);
    if (!limited) return undefined;
    const resetS = Number(headers['x-ogw-ratelimit-reset']);
    return resetS > 0 && resetS <= 3_600 ? resetS * 1_000 : mutedMs;
  },
  hopeless: ({ code }) => hopeless.has(code),
};

/** A Feishu group robot: rich text, because its plain text would obey an `<at>` in an alert. */
export function createFeishuChannel(egress: Egress): Channel<Address> {
  return {
    name: 'feishu',
    address: channelAddresses.feishu,
    bucket: (address) => ({
      destination: destinationOf('feishu', feishuUrl(address)),
      ...feishuLimit,
    }),
    async send(address, message, signal) {
      const now = Date.now();
      const body = JSON.stringify({ ...feishuSignature(address, now), ...feishuPost(message) });
      const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Baton' };
      const answer = await egress.post({ url: feishuUrl(address), headers, body, signal });
      return robotOutcome(answer, rules, Date.now());
    },
  };
}

export function feishuUrl({ url, token }: Address): string {
  return url ?? `${hookBase}${token ?? ''}`;
}

/** The key of the HMAC is the text to sign and its message is empty: Feishu's own rule. */
function feishuSignature({ secret }: Address, now: number): object {
  if (secret === undefined) return {};
  const timestamp = String(Math.floor(now / 1_000));
  const sign = createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64');
  return { timestamp, sign };
}

function feishuPost(message: Message): object {
  const words = wording[message.language];
  const repeated = message.possiblyRepeated ? `${words.repeatedLine}\n` : '';
  const whole = `${repeated}${printable(message.text)}`;
  const all = cutBytes(whole, textMaxBytes, words.omitted).split('\n');
  const text = all.length > linesMax ? [...all.slice(0, linesMax), words.omitted] : all;
  const lines = [
    ...text.map((line) => [{ tag: 'text', text: line }]),
    ...linksOf(message).map(({ label, url }) => [{ tag: 'a', text: label, href: url }]),
    [{ tag: 'text', text: 'Baton' }],
  ];
  const title = cutBytes(titleOf(message), titleMaxBytes, '…');
  const locale = message.language === 'zh' ? 'zh_cn' : 'en_us';
  return { msg_type: 'post', content: { post: { [locale]: { title, content: lines } } } };
}
