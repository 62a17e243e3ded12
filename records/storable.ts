const unstorable = /[\0\p{Surrogate}]/u;
const unstorableAll = /[\0\p{Surrogate}]/gu;

/**
 * The value as PostgreSQL can keep it: jsonb takes neither NUL nor half a surrogate pair, and an
 * alert may bring both. They become U+FFFD, so that no text from outside can stop a projection.
 */
export function storable<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_key, member: unknown) =>
      typeof member === 'string' && unstorable.test(member)
        ? member.replace(unstorableAll, '\uFFFD')
        : member,
    ),
  ) as T;
}
