import type { Actor, Instant } from '../machine.js';
import type { Draft } from './draft.js';
import { instantOf, itemAt } from './items.js';
import type { ItemStatus } from './state.js';

export const statusWords = {
  m: 'missing',
  s: 'submitted',
  v: 'verified',
  r: 'rejected',
  w: 'waived',
} as const satisfies Record<ItemStatus, string>;

/**
 * A changed item as a row of kind `item`, by its key: `state`, `from`, `critical`, `provider`,
 * `content`, `validUntil` in epoch ms, `loops`, who changed it (`by`) and when (`at`), `reason`.
 */
export const noteItem = (
  draft: Draft,
  key: string,
  by: { actor: Actor; at: Instant; reason?: string },
): void => {
  const { s } = draft;
  const item = itemAt(s, key);
  if (!item) return;
  const { status, provider, value, until, loops, critical } = item;
  draft.facts.push({
    kind: 'item',
    key,
    data: {
      ...{ state: statusWords[status], critical, loops, at: by.at },
      provider: s.people[provider] ?? null,
      content: value === '' ? null : value,
      validUntil: until > 0 ? instantOf(until) : null,
      by: by.actor.person ?? by.actor.id,
      reason: by.reason ?? null,
    },
  });
};
