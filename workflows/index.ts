export { heartbeat } from './heartbeat.js';
export { incident } from './incident.js';
