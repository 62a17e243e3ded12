import type { MatrixContent } from './matrix.js';
import { sameValue } from './same-value.js';

export const parts = ['name', 'domain', 'fact', 'criterion', 'modifier'] as const;
export type Part = (typeof parts)[number];

/** One item of a standard that is not as it was; `before` or `after` is null where it is not there. */
export interface Change {
  part: Part;
  id: string;
  kind: 'added' | 'removed' | 'changed';
  before: unknown;
  after: unknown;
}

export interface Item {
  part: Part;
  id: string;
  value: unknown;
}

/** Everything in a standard that is edited and compared as one, in its order. */
export const itemsOf = ({ name, domains, facts, criteria, modifiers }: MatrixContent): Item[] => [
  { part: 'name', id: 'name', value: name },
  ...domains.map((value) => ({ part: 'domain' as const, id: value.id, value })),
  ...facts.map((value) => ({ part: 'fact' as const, id: value.id, value })),
  ...criteria.map((value) => ({ part: 'criterion' as const, id: value.id, value })),
  ...Object.entries(modifiers).map(([id, value]) => ({ part: 'modifier' as const, id, value })),
];

export const keyOf = ({ part, id }: Pick<Item, 'part' | 'id'>): string => `${part} ${id}`;

/** What was added, removed and changed from one standard to another. */
export function changesBetween(from: MatrixContent, to: MatrixContent): Change[] {
  const before = new Map(itemsOf(from).map((item) => [keyOf(item), item]));
  const after = new Map(itemsOf(to).map((item) => [keyOf(item), item]));
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, item]) => item);
  return [
    ...gone.map((item) => changeOf(item, item.value, null)),
    ...[...after].flatMap(([key, item]) => {
      const was = before.get(key)?.value ?? null;
      return sameValue(was, item.value) ? [] : [changeOf(item, was, item.value)];
    }),
  ];
}

function changeOf({ part, id }: Item, before: unknown, after: unknown): Change {
  if (before === null) return { part, id, kind: 'added', before, after };
  return { part, id, kind: after === null ? 'removed' : 'changed', before, after };
}
