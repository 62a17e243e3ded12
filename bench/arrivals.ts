import type { Sighting, Witness } from '../test/chaos/witness.js';

/** When pages came, by the title of their subject. */
export interface Arrivals {
  /** The first page of a title, by `performance.now()`; rejects after `limitMs`. */
  first(title: string, limitMs: number): Promise<number>;
  /** Every page of a title so far. */
  of(title: string): Sighting[];
}

/** The bare engine's pages carry their due time behind their title. */
const titleOf = ({ title }: Sighting): string => title.replace(/ due \d+$/, '');

export function arrivalsAt(witness: Witness): Arrivals {
  const pages = new Map<string, Sighting[]>();
  const firsts = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  witness.onPage((sighting) => {
    const title = titleOf(sighting);
    pages.set(title, [...(pages.get(title) ?? []), sighting]);
    if (firsts.has(title)) return;
    const at = performance.now();
    firsts.set(title, at);
    waiting.get(title)?.(at);
  });
  return {
    first: (title, limitMs) =>
      new Promise((resolve, reject) => {
        const came = firsts.get(title);
        if (came !== undefined) return resolve(came);
        const late = setTimeout(
          () => reject(new Error(`no page of ${title} in ${limitMs} ms`)),
          limitMs,
        );
        waiting.set(title, (at) => {
          clearTimeout(late);
          resolve(at);
        });
      }),
    of: (title) => pages.get(title) ?? [],
  };
}
