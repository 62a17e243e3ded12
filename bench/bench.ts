import type { Ground } from './ground.js';
import type { Side } from './side.js';
import type { Sizes } from './sizes.js';

/** What every measure gets. */
export interface Bench {
  ground: Ground;
  /** First the bare engine, then Baton. */
  sides: readonly [Side, Side];
  sizes: Sizes;
  barePid: number;
  say: (line: string) => void;
}
