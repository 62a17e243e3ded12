/**
 * The engine may run a hand again for the same effect, after a lost answer or a missed heartbeat;
 * what the outside world notes of it is noted once. True the first time that a key is seen.
 */
export const firstTime = (): ((...key: (string | undefined)[]) => boolean) => {
  const seen = new Set<string>();
  return (...key) => {
    const before = seen.size;
    seen.add(JSON.stringify(key));
    return seen.size > before;
  };
};
