import { createHash } from 'node:crypto';

import { Refused } from '../../contracts/api/refused.js';
import { errorStatus } from '../../contracts/errors.js';
import type { Process } from '../../domain/machine.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { personName } from '../../records/access/people.js';
import { appendAuditAlone } from '../../records/audit/audit.js';
import { keepInside } from '../../records/drill/inside.js';
import { findProcess } from '../../records/process/read.js';
import { personOf } from '../auth/principal.js';
import { ProcessGone } from '../engine.js';
import { refusedOf } from '../problem.js';
import type { RawCall } from '../route.js';
import { presentProcess } from './present.js';
import { commandedProcess, type Doorway } from './subject.js';

type Shown = Process & { view: SubjectView };

/**
 * Gives one command to one process. The trail is written first, so that nothing is done that it
 * does not tell (I8); a refusal is told after it.
 */
export async function commandProcess<P extends Shown>(
  call: RawCall,
  door: Doorway<P['view']>,
  given: { idOrNumber: string; verb: string; command: P['asked']; body: unknown },
): Promise<P['view'] & { version: number; number: string }> {
  personOf(call.principal);
  const { row, by } = await commandedProcess(call, door, given.idOrNumber);
  const { verb, body } = given;
  // A lead outside a drill may still end the drill itself.
  const practice = row.view.drill === true && door.process !== 'drill';
  const person = call.principal.person?.id;
  await keepInside(call.deps.database, { subject: row.id, drill: practice, by: person });
  const told = async (action: string, after: unknown) => {
    const { requestId, principal } = call;
    const writer = { actor: principal.actor, requestId, at: new Date(call.deps.now()) };
    await appendAuditAlone(call.db, { subject: row.id, action, after }, writer);
  };
  await told(`${door.process}.${verb}`, body);
  const updateId = createHash('sha256').update(`${call.updateId} ${row.id}`).digest('base64url');
  try {
    const request = { workflowId: row.id, command: given.command, by, updateId };
    const { view, seq } = await call.deps.engine.ask<P>(request);
    call.deps.lastSeen.saw(call.principal.caller, row.id, seq);
    const holder = view.holder.person ?? row.holderId;
    const holderName = holder === null ? null : await personName(call.db, holder);
    return presentProcess({ ...row, view, seq, holderId: holder, holderName });
  } catch (error) {
    if (error instanceof ProcessGone) throw await ended(call, door, { id: row.id, verb });
    const refused = refusedOf(error);
    const { code } = refused;
    if (errorStatus[code] < 500) await told(`${door.process}.${verb}.refused`, { code });
    throw error instanceof Refused ? await named(call, error) : error;
  }
}

/** No process runs: the read model says at what it ended. */
async function ended<V extends SubjectView>(
  call: RawCall,
  door: Doorway<V>,
  { id, verb }: { id: string; verb: string },
): Promise<Refused> {
  const row = await findProcess(call.db, { process: door.process, idOrNumber: id });
  return new Refused('wrong_state', { stage: row?.view.stage ?? '', allowed: [], verb });
}

/** A refusal that names people by their names, and times as text. */
async function named(call: RawCall, refused: Refused): Promise<Refused> {
  const values = { ...refused.values };
  const holder = values['holder'] ?? values['offeredTo'];
  if (typeof holder === 'string' && holder !== '') {
    values['holder'] = `${await personName(call.db, holder)} (${holder})`;
  }
  const { latest } = values;
  if (typeof latest === 'number') values['limit'] = new Date(latest).toISOString();
  return new Refused(refused.code, values, refused.faults);
}
