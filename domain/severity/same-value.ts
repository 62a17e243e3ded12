/** Whether two plain JSON values are equal; the order of members does not count, absent is undefined. */
export const sameValue = (a: unknown, b: unknown): boolean => ordered(a) === ordered(b);

const ordered = (value: unknown): string => JSON.stringify(value, sortMembers) ?? 'undefined';

function sortMembers(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
