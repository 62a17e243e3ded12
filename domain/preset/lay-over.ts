import { sameValue } from '../severity/same-value.js';

export interface LaidOver<T> {
  kept: T[];
  /** Keys that both sides changed, each in its way: the local one stands. */
  conflicts: string[];
}

/**
 * Lays local edits over a newer preset, item by item, so that they survive its installation (V25,
 * operations.md). `base` is the preset that the edits were made on.
 */
export function layOver<T>(
  base: ReadonlyMap<string, T>,
  local: ReadonlyMap<string, T>,
  next: ReadonlyMap<string, T>,
): LaidOver<T> {
  const kept: T[] = [];
  const conflicts: string[] = [];
  for (const key of new Set([...next.keys(), ...local.keys()])) {
    const [old, mine, fresh] = [base.get(key), local.get(key), next.get(key)];
    const edited = !sameValue(old, mine);
    const item = edited ? mine : fresh;
    if (item !== undefined) kept.push(item);
    const renewed = !sameValue(old, fresh);
    if (edited && renewed && !sameValue(mine, fresh)) conflicts.push(key);
  }
  return { kept, conflicts };
}
