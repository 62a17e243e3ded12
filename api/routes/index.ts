import type { Route } from '../route.js';
import { accessRequestRoutes } from './access-requests/access-requests.js';
import { selfRoutes } from './access/self.js';
import { auditRoutes } from './audit/audit.js';
import { calendarRoutes } from './calendars/calendars.js';
import { directoryRoutes } from './directory/directory.js';
import { escalationRoutes } from './escalations/escalations.js';
import { fileRoutes } from './files/files.js';
import { handoverRoutes } from './handovers/handovers.js';
import { uatRoutes } from './handovers/uat/uat.js';
import { hardFaultRoutes } from './hard-faults/hard-faults.js';
import { incidentAlertRoutes } from './incidents/alerts.js';
import { clockRoutes } from './incidents/clocks.js';
import { incidentDeliveryRoutes } from './incidents/deliveries.js';
import { incidentRoutes } from './incidents/incidents.js';
import { incidentLadderRoutes } from './incidents/ladder.js';
import { timelineVerifyRoutes } from './incidents/timeline-verify.js';
import { incidentTimelineRoutes } from './incidents/timeline.js';
import { incidentVerbRoutes } from './incidents/verbs.js';
import { importRoutes } from './imports/closed-records.js';
import { intakeRoutes } from './intake/intake.js';
import { streamRoutes } from './live/stream.js';
import { operationRoutes } from './operation/operation.js';
import { noticeRoutes } from './notices/routes.js';
import { drillRoutes } from './drills/drills.js';
import { shiftRoutes } from './shifts/shifts.js';
import { actionRoutes } from './promises/actions.js';
import { askRoutes } from './promises/asks.js';
import { meetingRoutes } from './promises/meetings.js';
import { reviewCycleRoutes } from './review-cycles/cycles.js';
import { reviewDepartmentRoutes } from './review-cycles/departments.js';
import { reviewExportRoutes } from './review-cycles/export.js';
import { participantRoutes } from './review-cycles/participants.js';
import { reviewCycleVerbRoutes } from './review-cycles/verbs.js';
import { reviewScheduleRoutes } from './review-schedules/review-schedules.js';
import { reviewGivenRoutes } from './reviews/given.js';
import { reviewJudgedRoutes } from './reviews/judged.js';
import { reviewRoutes } from './reviews/reviews.js';
import { reviewSheetRoutes } from './reviews/sheet.js';
import { severityRoutes } from './severity/severity.js';
import { webhookRoutes } from './webhooks/webhooks.js';
import { workRoutes } from './work/work.js';
import { pairRoutes } from './windows/pairs.js';
import { windowRoutes } from './windows/windows.js';

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
  ...importRoutes,
  ...streamRoutes,
  ...directoryRoutes,
  ...calendarRoutes,
  ...severityRoutes,
  ...noticeRoutes,
  ...drillRoutes,
  ...handoverRoutes,
  ...uatRoutes,
  ...fileRoutes,
  ...hardFaultRoutes,
  ...shiftRoutes,
  ...accessRequestRoutes,
  ...escalationRoutes,
  ...askRoutes,
  ...meetingRoutes,
  ...actionRoutes,
  ...reviewScheduleRoutes,
  ...reviewCycleRoutes,
  ...reviewCycleVerbRoutes,
  ...participantRoutes,
  ...reviewDepartmentRoutes,
  ...reviewExportRoutes,
  ...reviewRoutes,
  ...reviewGivenRoutes,
  ...reviewJudgedRoutes,
  ...reviewSheetRoutes,
  ...selfRoutes,
  ...workRoutes,
  ...webhookRoutes,
  ...auditRoutes,
  ...operationRoutes,
  ...windowRoutes,
  ...pairRoutes,
];
