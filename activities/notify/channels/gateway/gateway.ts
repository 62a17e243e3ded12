import { channelAddresses, type ChannelAddress } from '../../../../contracts/channels.js';
import type { Egress, EgressAnswer } from '../../egress/egress.js';
import type { Channel, Message, Outcome } from '../channel.js';
import { stableId } from '../delivery-id.js';
import { httpOutcome, jsonObject } from '../http-outcome.js';
import { signedHeaders } from '../signature.js';
import { cutBytes, plainLines, titleOf, wording } from '../wording.js';

export type GatewayKind = 'sms' | 'voice';

/** The installation's one SMS and voice provider, behind a small HTTP adapter. */
export interface Gateway {
  url: string;
  /** `whsec_` and base64, shared with the adapter (Standard Webhooks). */
  secret: string;
}

const textMaxBytes: Record<GatewayKind, number> = { sms: 1_000, voice: 1_000 };
const idMaxChars = 200;
/** Carriers cut off senders that flood one phone. */
const gatewayLimits = {
  sms: { capacity: 10, refillPerS: 1 / 30 },
  voice: { capacity: 4, refillPerS: 1 / 60 },
} as const;

/**
 * Hands a page to the gateway as a signed POST
 * `{kind, to, text, language, key, possiblyRepeated, facts, actionUrl?}`. The gateway must treat
 * `key` as idempotent; any 2xx means that it took over, with its own `id` if it answers one.
 */
export function createGatewayChannel(
  kind: GatewayKind,
  egress: Egress,
  gateway: Gateway | undefined,
): Channel<ChannelAddress<GatewayKind>> {
  return {
    name: kind,
    address: channelAddresses[kind],
    bucket: ({ phone }) => ({ destination: `${kind}:${stableId(phone)}`, ...gatewayLimits[kind] }),
    async send({ phone }, message, signal) {
      if (gateway === undefined) {
        return { kind: 'rejected', reason: 'no SMS and voice gateway is configured' };
      }
      const body = gatewayBody(kind, phone, message);
      const secrets = [gateway.secret];
      const headers = signedHeaders(`msg_${stableId(message.key)}`, body, {
        secrets,
        now: Date.now(),
      });
      const answer = await egress.post({ url: gateway.url, headers, body, signal });
      return withProviderId(httpOutcome(answer, Date.now()), answer);
    },
  };
}

function gatewayBody(kind: GatewayKind, to: string, message: Message): string {
  const { language, key, possiblyRepeated, facts, actionUrl } = message;
  const text = kind === 'sms' ? plainLines(message, textMaxBytes.sms) : spoken(message);
  return JSON.stringify({ kind, to, text, language, key, possiblyRepeated, facts, actionUrl });
}

/** A voice reads no links: they stay in `actionUrl`. */
function spoken(message: Message): string {
  const text = `${titleOf(message)}\n${message.text.replace(/https?:\/\/\S+/gi, '')}`;
  return cutBytes(text, textMaxBytes.voice, wording[message.language].omitted);
}

function withProviderId(outcome: Outcome, answer: EgressAnswer): Outcome {
  if (outcome.kind !== 'delivered' || answer.kind !== 'answered') return outcome;
  const id = jsonObject(answer.body)?.id;
  return typeof id === 'string' ? { ...outcome, providerId: id.slice(0, idMaxChars) } : outcome;
}
