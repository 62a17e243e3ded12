import { channelAddresses, type ChannelAddress } from '../../../../contracts/channels.js';
import type { Egress } from '../../egress/egress.js';
import type { Channel, Message } from '../channel.js';
import { destinationOf, stableId } from '../delivery-id.js';
import { httpOutcome } from '../http-outcome.js';
import { signedHeaders } from '../signature.js';

export const webhookBodyMaxBytes = 20 * 1024;
const factsKept = ['number', 'title', 'severity', 'site', 'service', 'due', 'reason'] as const;
const factMaxChars = 200;
const webhookLimit = { capacity: 200, refillPerS: 20 };

/**
 * A person's own receiver, signed by Standard Webhooks (api.md §5). `webhook-id` is the same for
 * every attempt of one page; only a 2xx counts as delivered.
 */
export function createWebhookChannel(egress: Egress): Channel<ChannelAddress<'webhook'>> {
  return {
    name: 'webhook',
    address: channelAddresses.webhook,
    bucket: ({ url }) => ({ destination: destinationOf('webhook', url), ...webhookLimit }),
    async send({ url, secret, previousSecret }, message, signal) {
      const body = webhookBody(message);
      const secrets = previousSecret === undefined ? [secret] : [secret, previousSecret];
      const id = `msg_${stableId(message.key)}`;
      const headers = signedHeaders(id, body, { secrets, now: Date.now() });
      const answer = await egress.post({ url, headers, body, signal });
      return httpOutcome(answer, Date.now());
    },
  };
}

/** The JSON of a page; over the size limit long parts give way and `detailsOmitted` says so. */
function webhookBody(message: Message): string {
  const whole = JSON.stringify({
    ...message.facts,
    subject: message.subject,
    text: message.text,
    ...envelope(message),
    detailsOmitted: false,
  });
  if (Buffer.byteLength(whole) <= webhookBodyMaxBytes) return whole;
  const facts = factsKept.flatMap((name) => {
    const value = message.facts[name];
    return value === undefined ? [] : [[name, short(value)]];
  });
  return JSON.stringify({
    ...(Object.fromEntries(facts) as Record<string, string>),
    subject: short(message.subject),
    ...envelope(message),
    detailsOmitted: true,
  });
}

function envelope({ key, possiblyRepeated, thread, language, actionUrl, viewUrl }: Message) {
  return { type: 'page', key, possiblyRepeated, thread, language, actionUrl, viewUrl };
}

function short(text: string): string {
  return Array.from(text).slice(0, factMaxChars).join('');
}
