/** Something that the story counts on did not come true. */
export class MissedExpectation extends Error {
  override name = 'MissedExpectation';

  constructor(
    readonly expected: string,
    readonly came: string,
  ) {
    super(`expected ${expected}, came ${came}`);
  }
}

/** A sentence in both languages. */
export interface Said {
  zh: string;
  en: string;
}

const pollMs = 200;
/** How long something that must happen by itself may take. */
export const patienceMs = 30_000;
const shownMax = 600;

/** What came, short enough for one line. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;
};

/**
 * Asks again until `read` answers something, or gives up after `patienceMs`.
 * @throws MissedExpectation with `expected`
 */
export async function eventually<T>(
  expected: string,
  read: () => Promise<T | undefined>,
): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (performance.now() > until) {
      throw new MissedExpectation(expected, `nothing within ${patienceMs / 1000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
