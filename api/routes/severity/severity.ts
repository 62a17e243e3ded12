import type { Route } from '../../route.js';
import { severityLookupRoutes } from './lookups.js';
import { matrixRoutes } from './matrices.js';

/** The severity standard: its versions, and grading without an incident. */
export const severityRoutes: readonly Route[] = [...matrixRoutes, ...severityLookupRoutes];
