import type { Escalation } from '../../../domain/escalation/process.js';
import { processRoutes } from '../../processes/routes.js';
import type { Route } from '../../route.js';
import { door } from './door.js';
import { escalationEvidenceRoutes } from './evidence.js';
import { escalationFigureRoutes } from './figures.js';
import { startEscalation } from './start.js';

export const escalationRoutes: readonly Route[] = [
  ...processRoutes<Escalation>(door),
  startEscalation,
  ...escalationFigureRoutes,
  ...escalationEvidenceRoutes,
];
