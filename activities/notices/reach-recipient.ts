import { setTimeout as sleep } from 'node:timers/promises';
import { beginWay, endWay, type NoticeWay } from '../../records/notice/deliveries.js';
import type { NotifyDependencies } from '../notify/attempt.js';
import type { Message, Outcome } from '../notify/channels/channel.js';

/** A notice that nobody took is given up for now within 3 min (4a, operations.md). */
export const horizonMs = 150_000;
const pauseMs = { least: 500, most: 30_000 } as const;

export type NoticeMessage = Omit<Message, 'key' | 'possiblyRepeated'>;

type Tried = { kind: 'delivered' } | { kind: 'later'; afterMs: number } | { kind: 'never' };

async function tryWay(
  { database, channels, now, signal }: NotifyDependencies,
  way: NoticeWay,
  message: NoticeMessage,
): Promise<Tried> {
  if (way.state === 'delivered') return { kind: 'delivered' };
  const begun = way.state === 'pending' ? await beginWay(database, way.id, now()) : undefined;
  if (!begun) return { kind: 'never' };
  const whole = { ...message, key: way.id, possiblyRepeated: begun.repeated };
  const outcome = await channels[way.channel]
    .send(way.address, whole, signal())
    .catch((fault: unknown): Outcome => ({ kind: 'rejected', reason: `fault: ${nameOf(fault)}` }));
  const at = now();
  if (outcome.kind === 'delivered') {
    await endWay(database, way.id, { state: 'delivered', at });
    return { kind: 'delivered' };
  }
  const { reason: why } = outcome;
  if (outcome.kind === 'rejected') {
    await endWay(database, way.id, { state: 'failed', why, at });
    return { kind: 'never' };
  }
  const { mayHaveArrived = false, afterMs = pauseMs.least } = outcome;
  await endWay(database, way.id, { state: 'pending', why, at, mayHaveArrived });
  return { kind: 'later', afterMs };
}

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown');

/**
 * Tries the ways to one recipient in their order until one takes the message: a way that fails
 * leaves at once to the next, and those that may take it later are tried again until `until`.
 * Answers whether it was taken.
 */
export async function reachRecipient(
  deps: NotifyDependencies,
  ways: readonly NoticeWay[],
  { message, until }: { message: NoticeMessage; until: number },
): Promise<boolean> {
  let left: readonly NoticeWay[] = ways;
  for (;;) {
    const later: { way: NoticeWay; afterMs: number }[] = [];
    for (const way of left) {
      const tried = await tryWay(deps, way, message);
      if (tried.kind === 'delivered') return true;
      if (tried.kind === 'later') later.push({ way, afterMs: tried.afterMs });
    }
    const wait = Math.min(...later.map(({ afterMs }) => afterMs), pauseMs.most);
    const pause = Math.max(pauseMs.least, wait);
    if (later.length === 0 || deps.now() + pause > until) return false;
    await sleep(pause, undefined, { signal: deps.signal() });
    left = later.map(({ way }) => way);
  }
}
