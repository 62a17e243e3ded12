import type { Scenario } from './play.js';
import { accessRequests } from './scenarios/access-request.js';
import { drills } from './scenarios/drill.js';
import { escalations } from './scenarios/escalation.js';
import { handovers } from './scenarios/handover.js';
import { hardFaults } from './scenarios/hard-fault.js';
import { heartbeats } from './scenarios/heartbeat.js';
import { incidents } from './scenarios/incident.js';
import { promises } from './scenarios/promise.js';
import { reviews } from './scenarios/review.js';
import { shifts } from './scenarios/shift.js';

/** Stories whose histories every later build must still replay, by the name of their files. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  ...incidents,
  ...heartbeats,
  ...escalations,
  ...accessRequests,
  ...hardFaults,
  ...promises,
  ...reviews,
  ...shifts,
  ...drills,
  ...handovers,
};
