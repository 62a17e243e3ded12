import type { Scenario } from '../scenario.js';
import { adslLineAtNight } from './adsl-line-at-night.js';
import { twoSiteFibreCut } from './two-site-fibre-cut.js';
import { upsOnBattery } from './ups-on-battery.js';

/** The drills that ship (V6, operations.md). */
export const scenarios: readonly Scenario[] = [upsOnBattery, adslLineAtNight, twoSiteFibreCut];

export const scenarioOf = (id: string): Scenario | undefined =>
  scenarios.find((scenario) => scenario.id === id);
