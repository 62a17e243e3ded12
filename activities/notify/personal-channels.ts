import { channelRule, type ChannelName } from '../../contracts/channels.js';
import type { PageEffect } from '../../domain/page.js';
import type { Instant } from '../../domain/machine.js';
import type { NewDelivery } from '../../records/delivery/rows.js';
import type { Channels } from './channels/create-channels.js';
import { stableId } from './channels/delivery-id.js';

/** One line of a person's rules with its place in them, which is part of the idempotency key. */
export interface IndexedRule {
  index: number;
  channel: ChannelName;
  address: unknown;
  afterS: number;
}

/** A person's rules as stored; a line that no channel understands counts as absent. */
export function rulesOf(stored: unknown): IndexedRule[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((line: unknown, index) => {
    const parsed = channelRule.safeParse(line);
    return parsed.success ? [{ ...parsed.data, index }] : [];
  });
}

/**
 * The rules in the order they are used, those of the same delay together. The first group is used
 * at once whatever its delay: somebody whose only rule waits a minute must not be missed.
 */
export function groupsOf(rules: readonly IndexedRule[]): IndexedRule[][] {
  const delays = [...new Set(rules.map((rule) => rule.afterS))].sort((a, b) => a - b);
  return delays.map((afterS) => rules.filter((rule) => rule.afterS === afterS));
}

export interface Addressing {
  subject: string;
  effect: PageEffect;
  channels: Channels;
  due: Instant;
}

/** The row of one message; its id is the idempotency key for ever (temporal.md 2.8). */
export function deliveryOf(person: string, rule: IndexedRule, to: Addressing): NewDelivery {
  const { subject, effect, channels, due } = to;
  const { channel, address, index, afterS } = rule;
  const limited = channels[channel].bucket(address);
  return {
    id: `${subject}/${effect.id}/${person}/${channel}/${index}`,
    subject,
    page: effect.id,
    no: effect.no,
    ladder: effect.ladder,
    reason: effect.reason,
    ...(effect.rung === undefined ? {} : { rung: effect.rung }),
    person,
    channel,
    address,
    destination: limited?.destination ?? `${channel}:${stableId(JSON.stringify(address))}`,
    afterS,
    due,
  };
}
