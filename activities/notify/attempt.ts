import type { Instant } from '../../domain/machine.js';
import { nextAttemptAt } from '../../domain/retry.js';
import type { Database } from '../../records/database.js';
import {
  beginAttempt,
  endAttempt,
  settleDeliveries,
  type AttemptEnd,
} from '../../records/delivery/attempts.js';
import type { DeliveryRow } from '../../records/delivery/rows.js';
import type { ActivityContext } from '../activity-context.js';
import type { ObserveLateness } from '../metrics.js';
import type { Outcome } from './channels/channel.js';
import type { Channels } from './channels/create-channels.js';
import type { PageText } from './page-message.js';

export interface NotifyDependencies extends ActivityContext {
  database: Database;
  channels: Channels;
  /** Where people reach this installation, without a slash at the end. */
  publicUrl: string;
  /** The zone in which pages show times. */
  zone: string;
  observe: ObserveLateness;
}

export type DeliveryState = DeliveryRow['state'];

/**
 * One attempt of one delivery: asks the silence mark and the destination's bucket, sends, writes
 * the outcome. After `until` nothing waits any more. Answers the state the row is in now.
 */
export async function attempt(
  deps: NotifyDependencies,
  delivery: DeliveryRow,
  page: { text: PageText; until: Instant },
): Promise<DeliveryState> {
  const { database, channels } = deps;
  const channel = channels[delivery.channel];
  const limit = channel.bucket(delivery.address);
  const begun = await beginAttempt(database, delivery, { now: deps.now(), limit });
  if (!begun.go) {
    if (begun.why === 'over') return begun.state;
    const to = heldBack(begun, page.until);
    await settleDeliveries(database, [delivery.id], to);
    return to.state;
  }
  const { possiblyRepeated, n, startedAt } = begun;
  const message = { ...page.text, key: delivery.id, possiblyRepeated };
  const outcome = await channel
    .send(delivery.address, message, deps.signal())
    .catch((fault: unknown): Outcome => ({ kind: 'rejected', reason: `fault: ${nameOf(fault)}` }));
  const end = endOf(outcome, { delivery, n, at: deps.now(), until: page.until });
  const state = await endAttempt(database, { delivery: delivery.id, n }, end);
  if (state !== 'waiting') {
    const since = (at: Instant): number => (at - delivery.due) / 1_000;
    const delivered = outcome.kind === 'delivered' ? { deliveredS: since(end.at) } : {};
    const { channel: name } = delivery;
    deps.observe({ channel: name, outcome: state, startedS: since(startedAt), ...delivered });
  }
  return state;
}

function heldBack(
  begun: { why: 'silenced' } | { why: 'rate_limited'; at: Instant },
  until: Instant,
): Parameters<typeof settleDeliveries>[2] & { state: 'silenced' | 'waiting' | 'failed' } {
  if (begun.why === 'silenced') return { state: 'silenced', why: 'acknowledged' };
  if (begun.at > until) return { state: 'failed', why: 'expired' };
  return { state: 'waiting', why: 'rate_limited', nextAttemptAt: begun.at };
}

interface Tried {
  delivery: DeliveryRow;
  n: number;
  at: Instant;
  until: Instant;
}

function endOf(outcome: Outcome, { delivery, n, at, until }: Tried): AttemptEnd {
  if (outcome.kind === 'delivered') {
    const detail = outcome.providerId ?? outcome.detail;
    return { outcome: 'delivered', state: 'delivered', at, ...(detail ? { detail } : {}) };
  }
  const { reason } = outcome;
  if (outcome.kind === 'rejected') {
    return { outcome: 'rejected', state: 'failed', at, detail: reason, why: reason };
  }
  const hint = { key: delivery.id, horizon: until, afterMs: outcome.afterMs };
  const next = nextAttemptAt(n, at, hint);
  const tried = {
    outcome: outcome.mayHaveArrived ? 'unknown' : 'retry',
    ...{ at, detail: reason },
  } as const;
  if (next === undefined) return { ...tried, state: 'failed', why: `expired: ${reason}` };
  return { ...tried, state: 'waiting', nextAttemptAt: next, why: reason };
}

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown');
