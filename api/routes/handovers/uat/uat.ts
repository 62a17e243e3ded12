import type { Route } from '../../../route.js';
import { caseRoutes } from './cases.js';
import { requirementRoutes } from './requirements.js';
import { runRoutes } from './runs.js';
import { traceRoutes } from './trace.js';

/** Requirements, cases, runs and their trace of a hand-over (R2, operations.md). */
export const uatRoutes: readonly Route[] = [
  ...requirementRoutes,
  ...caseRoutes,
  ...runRoutes,
  ...traceRoutes,
];
