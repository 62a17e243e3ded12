import type { ManyClocks } from './measures/clocks.js';
import type { Pace } from './measures/first-page.js';

/** How much of everything one run of the bench does. */
export interface Sizes {
  warmUp: number;
  steady: Pace;
  minute: Pace;
  storms: number;
  stormSize: number;
  acknowledgements: number;
  silenced: number;
  ladders: number;
  notices: Pace;
  clocks: ManyClocks;
  listPages: number;
  /** Cycles of 1,000 people, frozen one after the other. */
  freezes: number;
}

/** The figures aimed at: 5/s, 600 in 60 s, 600 at once, 1,000 clocks in a minute. */
export const fullSizes: Sizes = {
  warmUp: 150,
  steady: { ratePerS: 5, perBlock: 50, blocks: 6 },
  minute: { ratePerS: 10, perBlock: 200, blocks: 3 },
  storms: 2,
  stormSize: 600,
  acknowledgements: 150,
  silenced: 40,
  ladders: 20,
  notices: { ratePerS: 4, perBlock: 40, blocks: 3 },
  clocks: { count: 1_000, withinS: 60, ratePerS: 10 },
  listPages: 200,
  freezes: 5,
};

/** A few minutes less, with rougher percentiles. */
export const quickSizes: Sizes = {
  warmUp: 80,
  steady: { ratePerS: 5, perBlock: 25, blocks: 4 },
  minute: { ratePerS: 10, perBlock: 50, blocks: 2 },
  storms: 1,
  stormSize: 150,
  acknowledgements: 30,
  silenced: 20,
  ladders: 8,
  notices: { ratePerS: 4, perBlock: 10, blocks: 2 },
  clocks: { count: 100, withinS: 6, ratePerS: 10 },
  listPages: 50,
  freezes: 2,
};
