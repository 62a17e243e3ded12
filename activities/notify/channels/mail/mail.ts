import { createTransport } from 'nodemailer';
import { channelAddresses, type ChannelAddress } from '../../../../contracts/channels.js';
import type { Channel } from '../channel.js';
import { stableId } from '../delivery-id.js';
import { letter } from './letter.js';
import { smtpOutcome } from './smtp-outcome.js';

type Address = ChannelAddress<'mail'>;

export interface MailOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  smtpUrl: string;
  /** The sender, like `Baton <baton@example.com>`. */
  mailFrom: string;
  /** The installation's own address; its host stands in message ids. */
  publicUrl: string;
  timeouts?: Partial<MailTimeouts>;
}

export interface MailTimeouts {
  /** One mail from queue to the server's last answer. */
  sendMs: number;
  connectMs: number;
  greetingMs: number;
  /** Silence on a connection, idle ones too: `sendMs` bounds a mail, this only ends dead lines. */
  silenceMs: number;
}

const mailTimeouts: MailTimeouts = {
  sendMs: 10_000,
  connectMs: 5_000,
  greetingMs: 5_000,
  silenceMs: 240_000,
};
const connectionsMax = 10;
const messagesPerConnectionMax = 500;
const detailMaxChars = 200;
/** A mailbox takes much, but a storm must not bury the page that matters. */
const mailLimit = { capacity: 200, refillPerS: 5 };

/** Mail over one pool of SMTP connections. A mail whose conversation broke is not resent here. */
export function createMailChannel(options: MailOptions): Channel<Address> {
  const timeouts = { ...mailTimeouts, ...options.timeouts };
  const domain = new URL(options.publicUrl).hostname;
  const transport = createTransport({
    url: options.smtpUrl,
    pool: true,
    maxConnections: connectionsMax,
    maxMessages: messagesPerConnectionMax,
    maxRequeues: 1,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    dnsTimeout: timeouts.connectMs,
    socketTimeout: timeouts.silenceMs,
  });
  return {
    name: 'mail',
    address: channelAddresses.mail,
    bucket: ({ address }) => ({ destination: `mail:${stableId(address)}`, ...mailLimit }),
    async send({ address }, message, signal) {
      const deadline = AbortSignal.timeout(timeouts.sendMs);
      const mail = letter(message, { from: options.mailFrom, to: address, domain });
      try {
        const done = AbortSignal.any([signal, deadline]);
        const info = await transport.sendMail({ ...mail, signal: done });
        const detail = (info.response ?? '').slice(0, detailMaxChars);
        return { kind: 'delivered', providerId: info.messageId, detail };
      } catch (error) {
        const stopped = signal.aborted ? 'called off' : deadline.aborted ? 'timed out' : undefined;
        if (stopped === undefined) return smtpOutcome(error);
        return { kind: 'retry', reason: stopped, mayHaveArrived: true };
      }
    },
    async close() {
      transport.close();
    },
  };
}
