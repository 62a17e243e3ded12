import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StackError } from './stack-error.js';

export const LOOPBACK = '127.0.0.1';

/** Temporal stores its ports in a SMALLINT column, and systems hand out ports from 32768 up. */
const portMin = 10_000;
const portMax = 32_767;
const attemptsMax = 200;

/** Whether a TCP server could listen on this loopback port at this instant. */
export function portIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      probe.close(() => resolve(true));
    });
  });
}

/** `count` different free loopback ports below 32768, in no order. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let attempt = 0; attempt < attemptsMax + count && found.size < count; attempt += 1) {
    const port = randomInt(portMin, portMax + 1);
    if (!found.has(port) && (await portIsFree(port))) found.add(port);
  }
  if (found.size < count) {
    throw new StackError(`No free ports between ${portMin} and ${portMax} on ${LOOPBACK}.`);
  }
  return [...found];
}

/** One free loopback port below 32768; the preferred one when it is free. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await portIsFree(preferred))) return preferred;
  const [port] = await freePorts(1);
  if (port === undefined) throw new StackError('No free port.');
  return port;
}
