import { sleep } from '@temporalio/workflow';
import type { Incident } from '../../../domain/incident/process.js';
import { incident as real } from '../../../workflows/incident.js';
import type { Start } from '../../../workflows/shell/start.js';

/** The incident with one timer too many: what a careless change would do to running processes. */
export const incident = async (start: Start<Incident>): Promise<unknown> => {
  await sleep('1 minute');
  return real(start);
};
