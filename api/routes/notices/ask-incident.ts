import { createHash } from 'node:crypto';
import { Refused } from '../../../contracts/api/refused.js';
import { errorStatus } from '../../../contracts/errors.js';
import type { IncidentAsked } from '../../../domain/incident/commands.js';
import type { Incident } from '../../../domain/incident/process.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { personOf } from '../../auth/principal.js';
import { ProcessGone } from '../../engine.js';
import { refusedOf } from '../../problem.js';
import type { RawCall } from '../../route.js';
import { commanded } from '../incidents/subject.js';

export type NoticeWord = Extract<IncidentAsked, { notice: string }>;

/**
 * Gives a word on a notice to the incident that owes it; the trail is written first (I8). 409 once
 * no process runs.
 */
export async function askIncident(
  call: RawCall,
  { incident, command }: { incident: string; command: NoticeWord },
): Promise<void> {
  personOf(call.principal);
  const { db, deps, principal, requestId } = call;
  const { id, by, row } = await commanded(call, incident, 'notice.write');
  const writer = { actor: principal.actor, requestId, at: new Date(deps.now()) };
  const told = (action: string, after: unknown) =>
    appendAuditAlone(db, { subject: id, action: `incident.${action}`, after }, writer);
  await told(command.type, command);
  const updateId = createHash('sha256').update(`${call.updateId} ${id}`).digest('base64url');
  try {
    const { seq } = await deps.engine.ask<Incident>({ workflowId: id, command, by, updateId });
    deps.lastSeen.saw(principal.caller, id, seq);
  } catch (error) {
    if (error instanceof ProcessGone) {
      throw new Refused('wrong_state', { stage: row?.view.stage ?? 'closed', allowed: [] });
    }
    const { code } = refusedOf(error);
    if (errorStatus[code] < 500) await told(`${command.type}.refused`, { code });
    throw error;
  }
}
