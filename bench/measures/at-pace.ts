import { setTimeout as sleep } from 'node:timers/promises';

/** Begins `count` pieces of work at a steady pace; answers what they gave, in their order. */
export async function atPace<T>(
  { count, ratePerS }: { count: number; ratePerS: number },
  work: (n: number) => Promise<T>,
): Promise<T[]> {
  const from = performance.now();
  const begun: Promise<T>[] = [];
  for (let n = 0; n < count; n += 1) {
    const waitMs = from + (n * 1_000) / ratePerS - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const one = work(n);
    // Refused while others still begin; `Promise.all` below tells of it.
    one.catch(() => undefined);
    begun.push(one);
  }
  return Promise.all(begun);
}
