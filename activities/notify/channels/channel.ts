import type { ZodType } from 'zod';
import type { ChannelName } from '../../../contracts/channels.js';

/** One page to one person on one channel. */
export interface Message {
  /** The idempotency key, the same for every attempt for ever; starts with the incident id. */
  key: string;
  /** An earlier attempt may have arrived: every channel says so to its reader (I5). */
  possiblyRepeated: boolean;
  /** What the pages of one incident have in common; mail programs group by it. */
  thread: string;
  language: 'zh' | 'en';
  subject: string;
  /** Plain text in the person's language. */
  text: string;
  html?: string;
  /** number, title, severity, site, service, due (ISO 8601), reason: for machines. */
  facts: Record<string, string>;
  /** Opens a page that asks for confirmation; a GET never acts. */
  actionUrl?: string;
  viewUrl?: string;
  /** A calendar part (RFC 6047) that mail programs act on; other channels leave it out. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string };
}

/**
 * `delivered`: the receiver took it. `retry`: it may take it later, not before `afterMs`;
 * `mayHaveArrived` where the message left and no answer came, so that the next one says so (I5).
 * `rejected`: it will never take this message at this address. Reasons name no secret.
 */
export type Outcome =
  | { kind: 'delivered'; providerId?: string; detail?: string }
  | { kind: 'retry'; reason: string; afterMs?: number; mayHaveArrived?: true }
  | { kind: 'rejected'; reason: string };

/** A limit of one destination, for the shared token bucket (`domain/bucket.ts`). */
export interface DestinationLimit {
  /** Names the destination without its secret. */
  destination: string;
  capacity: number;
  refillPerS: number;
}

/** One way to reach a person. `send` throws for programming errors only, never for the world. */
export interface Channel<A> {
  name: ChannelName;
  address: ZodType<A>;
  /** Undefined when the destination needs no limit. */
  bucket(address: A): DestinationLimit | undefined;
  send(address: A, message: Message, signal: AbortSignal): Promise<Outcome>;
  close?(): Promise<void>;
}
