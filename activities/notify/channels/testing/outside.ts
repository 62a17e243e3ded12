import { afterEach } from '@jest/globals';
import { createEgress, type Egress } from '../../egress/egress.js';
import { startReceiver, type Reaction, type Receiver } from './receiver.js';

/** Receivers that close after each test of the calling file. */
export function outside(): (react: Reaction) => Promise<Receiver> {
  const open: Receiver[] = [];
  afterEach(async () => {
    for (const receiver of open.splice(0)) await receiver.close();
  });
  return async (react) => {
    const receiver = await startReceiver(react);
    open.push(receiver);
    return receiver;
  };
}

/** The real way out, with loopback open and a short patience. */
export function quickEgress(timeoutMs = 2_000): Egress {
  return createEgress({ allowPrivate: true, timeoutMs });
}
