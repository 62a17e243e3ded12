/**
 * Works through the items in their order, at most `max` at a time; the answers keep the order.
 * The first failure is the whole's, and nothing more is begun after it.
 */
export const inLanes = async <T, R>(
  items: readonly T[],
  max: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const answers = new Array<R>(items.length);
  const waiting = items.entries();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (failed) return;
      try {
        answers[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(max, items.length) }, lane));
  return answers;
};
