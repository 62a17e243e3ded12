const namedMax = 5;

type Users = readonly [noun: string, rows: PromiseLike<{ id: string }[]>];

/** Which rows stand on something, in words; at most five ids per noun, then "…". */
export async function usersOf(queries: readonly Users[]): Promise<string[]> {
  const words: string[] = [];
  for (const [noun, query] of queries) {
    const ids = (await query).map(({ id }) => id);
    if (ids.length === 0) continue;
    const more = ids.length > namedMax ? ', …' : '';
    words.push(`${noun}: ${ids.slice(0, namedMax).join(', ')}${more}`);
  }
  return words;
}

/** One row more than is named, so that the words can say whether there are others. */
usersOf.some = { select: { id: true }, take: namedMax + 1 } as const;
