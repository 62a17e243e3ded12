import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningStack } from '../test/chaos/running-stack.js';
import { LOOPBACK } from '../tools/stack/ports.js';

/** A mail as the stack's mailbox took it. */
export interface Mail {
  subject: string;
  text: string;
  /** When it was handed over, epoch ms. */
  at: number;
}

/** Where mail goes in: the server that the product's own worker uses. */
export function smtpUrlOf({ dataDir }: RunningStack): string {
  const ports = JSON.parse(readFileSync(join(dataDir, 'ports.json'), 'utf8')) as { smtp: number };
  return `smtp://${LOOPBACK}:${ports.smtp}`;
}

/** Everything that was mailed to an address, in the order of arrival. */
export async function mailsTo(stack: RunningStack, to: string): Promise<Mail[]> {
  const query = new URLSearchParams({ to });
  const answer = await fetch(`${stack.facts().mailbox}/api/messages?${query.toString()}`);
  const found = (await answer.json()) as { subject: string; text: string; at: string }[];
  return found.map(({ subject, text, at }) => ({ subject, text, at: Date.parse(at) }));
}
