import type { Route } from '../../route.js';
import { enqueueRoutes } from './enqueue.js';
import { eventRoutes } from './events.js';
import { inRoutes } from './in.js';

/** Every way in for machines (api.md §2). */
export const intakeRoutes: readonly Route[] = [...inRoutes, ...enqueueRoutes, ...eventRoutes];
