import type { Route } from '../route.js';
import { selfRoutes } from './access/self.js';
import { auditRoutes } from './audit/audit.js';
import { calendarRoutes } from './calendars/calendars.js';
import { directoryRoutes } from './directory/directory.js';
import { incidentAlertRoutes } from './incidents/alerts.js';
import { clockRoutes } from './incidents/clocks.js';
import { incidentDeliveryRoutes } from './incidents/deliveries.js';
import { incidentRoutes } from './incidents/incidents.js';
import { incidentLadderRoutes } from './incidents/ladder.js';
import { timelineVerifyRoutes } from './incidents/timeline-verify.js';
import { incidentTimelineRoutes } from './incidents/timeline.js';
import { incidentVerbRoutes } from './incidents/verbs.js';
import { intakeRoutes } from './intake/intake.js';
import { streamRoutes } from './live/stream.js';
import { operationRoutes } from './operation/operation.js';
import { severityRoutes } from './severity/severity.js';
import { webhookRoutes } from './webhooks/webhooks.js';

/** Every operation that is served and described: one line per file of routes. */
export const routes: readonly Route[] = [
  ...incidentRoutes,
  ...incidentVerbRoutes,
  ...incidentTimelineRoutes,
  ...timelineVerifyRoutes,
  ...incidentDeliveryRoutes,
  ...incidentLadderRoutes,
  ...incidentAlertRoutes,
  ...clockRoutes,
  ...intakeRoutes,
  ...streamRoutes,
  ...directoryRoutes,
  ...calendarRoutes,
  ...severityRoutes,
  ...selfRoutes,
  ...webhookRoutes,
  ...auditRoutes,
  ...operationRoutes,
];
