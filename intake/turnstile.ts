/**
 * Lets at most `max` pieces of work in at a time; the rest wait outside, in order. Waiting here
 * counts against no deadline and holds no connection.
 */
export const turnstile = (max: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const outside: (() => void)[] = [];
  let inside = 0;

  const enter = (): Promise<void> => {
    if (inside < max) {
      inside += 1;
      return Promise.resolve();
    }
    return new Promise((admitted) => outside.push(admitted));
  };

  /** Whoever leaves gives its place to the first outside. */
  const leave = (): void => {
    const next = outside.shift();
    if (next) next();
    else inside -= 1;
  };

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
};
