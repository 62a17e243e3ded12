import { notFound, Refused } from '../../../contracts/api/refused.js';
import { idPrefix, numberPrefix, type ProcessName } from '../../../contracts/names.js';
import type { Owner } from '../../../domain/action/commands.js';
import type { SubjectView } from '../../../domain/subject-view.js';
import type { StartDeps } from '../../../intake/promise.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { numberIn } from '../../../records/incident/read.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { ownerOf } from '../../../records/promise/people.js';
import { presentProcess } from '../../processes/present.js';
import { seenProcess } from '../../processes/subject.js';
import { reply } from '../../reply.js';
import type { RawCall } from '../../route.js';
import { seen } from '../incidents/subject.js';

/** What something may be about beside an incident; reviews and requests for access are nobody's. */
const abouts = ['escalation', 'hardFault', 'ask', 'meeting', 'action'] as const;

/** The id of what something is about, which the caller must see: an incident, or another process. */
export async function aboutOf(call: RawCall, idOrNumber: string): Promise<string> {
  if (idOrNumber.startsWith(idPrefix.incident) || numberIn(idOrNumber) !== undefined) {
    return (await seen(call, idOrNumber, { permission: 'incident.read' })).id;
  }
  const process = abouts.find(
    (name) =>
      idOrNumber.startsWith(idPrefix[name]) ||
      idOrNumber.toUpperCase().startsWith(`${numberPrefix[name]}-`),
  );
  if (!process) throw notFound(idOrNumber);
  const doorway = { read: 'promise.read', act: 'promise.act', lead: 'promise.lead' } as const;
  return (await seenProcess(call, { process, ...doorway }, idOrNumber)).id;
}

/** Somebody who can owe something; 422 for one who left or never was. */
export async function personNamed(call: RawCall, field: string, id: string): Promise<Owner> {
  const found = await ownerOf(call.db, id);
  if (!found) throw new Refused('unknown_reference', { field, id });
  return found;
}

/** Writes the trail, starts the process, and answers it as soon as the read model has it. */
export async function started<V extends SubjectView>(
  call: RawCall,
  { process, noun, id, body }: { process: ProcessName; noun: string; id: string; body: unknown },
  start: (deps: StartDeps) => Promise<void>,
) {
  const { db, deps, principal, requestId } = call;
  const by = { actor: principal.actor, requestId, at: new Date(deps.now()) };
  await appendAuditAlone(db, { subject: id, action: `${process}.create`, after: body }, by);
  const { taskQueue, engine } = deps;
  await engine.within(() => start({ client: engine.client, taskQueue }));
  deps.lastSeen.saw(principal.caller, id, 0);
  const asked = { process, idOrNumber: id };
  await waitForProcess(db, asked, 0);
  const row = await findProcess<V>(db, asked);
  const headers = { Location: `/api/v1/${noun}/${id}` };
  return reply(row ? presentProcess(row) : { id }, { headers });
}
