import type { ChannelName } from '../../../contracts/channels.js';
import { createEgress, type EgressOptions } from '../egress/egress.js';
import type { Channel } from './channel.js';
import { createDingtalkChannel } from './dingtalk/dingtalk.js';
import { createFeishuChannel } from './feishu/feishu.js';
import { createGatewayChannel, type Gateway } from './gateway/gateway.js';
import { createMailChannel, type MailOptions } from './mail/mail.js';
import { createWebhookChannel } from './webhook/webhook.js';
import { createWecomChannel } from './wecom/wecom.js';

export interface ChannelsOptions {
  smtpUrl: string;
  mailFrom: string;
  publicUrl: string;
  /** SMS and voice; without it both reject and say why. */
  gateway?: Gateway | undefined;
  egress: EgressOptions;
  /** Replaces the published limits, per channel. */
  limits?: Partial<Record<ChannelName, { capacity: number; refillPerS: number }>>;
  mailTimeouts?: MailOptions['timeouts'];
}

/** Every channel by name, each taking an address as it is stored. */
export type Channels = Readonly<Record<ChannelName, Channel<unknown>>>;

/**
 * Builds all channels over one guarded way out. An address that does not fit its channel is
 * rejected and never throws. Call `closeChannels` at shutdown.
 */
export function createChannels(options: ChannelsOptions): Channels {
  const egress = createEgress(options.egress);
  const { smtpUrl, mailFrom, publicUrl, mailTimeouts: timeouts, limits = {} } = options;
  const mail = { smtpUrl, mailFrom, publicUrl, ...(timeouts === undefined ? {} : { timeouts }) };
  return {
    mail: open(createMailChannel(mail), limits),
    webhook: open(createWebhookChannel(egress), limits),
    feishu: open(createFeishuChannel(egress), limits),
    dingtalk: open(createDingtalkChannel(egress), limits),
    wecom: open(createWecomChannel(egress), limits),
    sms: open(createGatewayChannel('sms', egress, options.gateway), limits),
    voice: open(createGatewayChannel('voice', egress, options.gateway), limits),
  };
}

export async function closeChannels(channels: Channels): Promise<void> {
  await Promise.all(Object.values(channels).map((channel) => channel.close?.()));
}

type Limits = NonNullable<ChannelsOptions['limits']>;

/** The same channel for addresses of unknown shape, as they come from a row. */
function open<A>(channel: Channel<A>, limits: Limits): Channel<unknown> {
  const { name } = channel;
  return {
    ...channel,
    bucket(address) {
      const parsed = channel.address.safeParse(address);
      const bucket = parsed.success ? channel.bucket(parsed.data) : undefined;
      return bucket && { ...bucket, ...limits[name] };
    },
    async send(address, message, signal) {
      const parsed = channel.address.safeParse(address);
      if (parsed.success) return channel.send(parsed.data, message, signal);
      const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'address');
      return { kind: 'rejected', reason: `malformed ${name} address: ${fields.join(', ')}` };
    },
  };
}
