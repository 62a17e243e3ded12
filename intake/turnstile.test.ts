import { describe, expect, it } from '@jest/globals';
import { turnstile } from './turnstile.js';

const tick = (): Promise<void> => new Promise((done) => setImmediate(done));

describe('a turnstile', () => {
  it('never lets more in than its width, and lets everybody through in order', async () => {
    const through = turnstile(3);
    const finished: number[] = [];
    let inside = 0;
    let most = 0;
    const work = (n: number) => async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await tick();
      inside -= 1;
      finished.push(n);
    };
    const all = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(all.map((n) => through(work(n))));
    expect(most).toBe(3);
    expect(finished).toEqual(all);
  });

  it('gives the place of work that failed to the next', async () => {
    const through = turnstile(1);
    const failing = through(() => Promise.reject(new Error('no')));
    const next = through(() => Promise.resolve('in'));
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('in');
  });
});
