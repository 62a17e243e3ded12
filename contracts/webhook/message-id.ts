import { createHash } from 'node:crypto';

const idChars = 32;

/** The header `webhook-id` of a delivery: the same for every attempt and replay of it. */
export const messageIdOf = (delivery: string): string =>
  `msg_${createHash('sha256').update(delivery).digest('hex').slice(0, idChars)}`;
