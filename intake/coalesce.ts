/** Work on one key, one piece at a time; what comes meanwhile folds into the piece that waits. */
interface Line<Item, Result> {
  waiting: { item: Item; results: ((result: Promise<Result>) => void)[] }[];
}

export interface Coalescer<Item, Result> {
  add(key: string, item: Item): Promise<Result>;
}

/**
 * Collapses a burst on one key: while one item is worked on, later ones fold with the last that
 * waits where `fold` allows it, and every caller gets the result of the piece that held its item.
 * `fold` keeps the order: it is only offered the last waiting item.
 */
export const coalescer = <Item, Result>(
  work: (item: Item) => Promise<Result>,
  fold: (waiting: Item, added: Item) => Item | undefined,
): Coalescer<Item, Result> => {
  const lines = new Map<string, Line<Item, Result>>();

  const run = async (key: string, line: Line<Item, Result>): Promise<void> => {
    for (let next = line.waiting.shift(); next; next = line.waiting.shift()) {
      const working = work(next.item);
      for (const settle of next.results) settle(working);
      await working.catch(() => undefined);
    }
    lines.delete(key);
  };

  return {
    add: (key, item) =>
      new Promise<Result>((settle) => {
        const line = lines.get(key);
        if (!line) {
          const fresh: Line<Item, Result> = { waiting: [{ item, results: [settle] }] };
          lines.set(key, fresh);
          void run(key, fresh);
          return;
        }
        const last = line.waiting.at(-1);
        const folded = last && fold(last.item, item);
        if (last && folded !== undefined) {
          last.item = folded;
          last.results.push(settle);
        } else {
          line.waiting.push({ item, results: [settle] });
        }
      }),
  };
};
