export { accessRequest } from './access-request.js';
export { drill } from './drill.js';
export { escalation } from './escalation.js';
export { handover } from './handover.js';
export { hardFault } from './hard-fault.js';
export { heartbeat } from './heartbeat.js';
export { incident } from './incident.js';
export { shift } from './shift.js';
