import { intakeLimits } from './limits.js';

export type Fields = Record<string, unknown>;

/** The value as an object with named fields; undefined for arrays, null and scalars. */
export function asFields(value: unknown): Fields | undefined {
  const named = typeof value === 'object' && value !== null && !Array.isArray(value);
  return named ? (value as Fields) : undefined;
}

/** A field of its own; inherited names such as `constructor` are absent. */
export function own(fields: Fields | undefined, name: string): unknown {
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** A scalar as text; undefined where it is blank, or no scalar. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

/** The first of the named fields that holds a text. */
export function firstText(fields: Fields | undefined, names: readonly string[]) {
  for (const name of names) {
    const text = textOf(own(fields, name));
    if (text !== undefined) return text;
  }
  return undefined;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Every scalar below the value with its dotted name, in order; structures deeper than five levels
 * come as JSON text. Lazy, so that a caller with a bound reads no further than it.
 */
export function* flatten(value: unknown, prefix = '', depth = 0): Generator<[string, string]> {
  const text = textOf(value);
  if (text !== undefined) {
    if (prefix !== '') yield [prefix, text];
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= intakeLimits.flattenDepthMax) {
    yield [prefix, JSON.stringify(value)];
    return;
  }
  for (const name of Object.keys(value)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    yield* flatten(own(value as Fields, name), path, depth + 1);
  }
}
