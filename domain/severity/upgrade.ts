import { layOver } from '../preset/lay-over.js';
import { itemsOf, keyOf, type Item, type Part } from './changes.js';
import type { Criterion, Fact, MatrixContent, MatrixDomain, Modifiers } from './matrix.js';

export interface Upgraded {
  content: MatrixContent;
  /** Items that both sides changed, each in its way: the local one stands. */
  conflicts: { part: Part; id: string }[];
}

/**
 * Lays local edits over a newer preset, so that they survive its installation (V25,
 * operations.md). `base` is the preset that the edits were made on.
 */
export function upgrade(base: MatrixContent, local: MatrixContent, next: MatrixContent): Upgraded {
  const [was, ours, theirs] = [base, local, next].map(byKey) as [Items, Items, Items];
  const { kept, conflicts } = layOver(was, ours, theirs);
  const named = (key: string) => ours.get(key) ?? theirs.get(key);
  return {
    content: contentOf(kept),
    conflicts: conflicts.flatMap((key) => {
      const item = named(key);
      return item ? [{ part: item.part, id: item.id }] : [];
    }),
  };
}

type Items = Map<string, Item>;

const byKey = (content: MatrixContent): Items =>
  new Map(itemsOf(content).map((item) => [keyOf(item), item]));

/** Items know their part, so each value is of the type that `itemsOf` took it from. */
function contentOf(items: readonly Item[]): MatrixContent {
  const of = (part: Part): unknown[] =>
    items.filter((item) => item.part === part).map(({ value }) => value);
  const modifiers = items.filter(({ part }) => part === 'modifier');
  return {
    name: of('name')[0] as MatrixContent['name'],
    domains: of('domain') as MatrixDomain[],
    facts: of('fact') as Fact[],
    criteria: of('criterion') as Criterion[],
    modifiers: Object.fromEntries(
      modifiers.map(({ id, value }) => [id, value]),
    ) as unknown as Modifiers,
  };
}
