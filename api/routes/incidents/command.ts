import { createHash } from 'node:crypto';

import type { z } from 'zod';

import { errorStatus } from '../../../contracts/errors.js';
import { Refused } from '../../../contracts/api/refused.js';
import type { incident } from '../../../contracts/incident/answers.js';
import { commandOf, type VerbBody } from '../../../contracts/incident/verbs.js';
import type { IncidentAsked, IncidentVerb } from '../../../domain/incident/commands.js';
import { allowedIn } from '../../../domain/incident/check.js';
import type { Incident } from '../../../domain/incident/process.js';
import { personName } from '../../../records/access/people.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { keepInside } from '../../../records/drill/inside.js';
import { openHandoverOf } from '../../../records/handover/open.js';
import { findIncident } from '../../../records/incident/read.js';
import { writeGateEvents } from '../../../records/notice/gate-events.js';
import { personOf } from '../../auth/principal.js';
import { ProcessGone } from '../../engine.js';
import { refusedOf } from '../../problem.js';
import type { RawCall } from '../../route.js';
import { gradeCommand } from './grade.js';
import { present, presentView } from './present.js';
import { commanded, seen, type Commanded } from './subject.js';

export type IncidentAnswer = z.input<typeof incident>;

/** Only a note may come from a service: it can't be accountable for anything else (api.md §1). */
const forServices: readonly IncidentVerb[] = ['note'];

/**
 * Gives one verb to one incident. The trail is written first, so that nothing is done that it does
 * not tell (I8); a refusal is told after it.
 */
export async function command<V extends IncidentVerb>(
  call: RawCall,
  { verb, idOrNumber, body }: { verb: V; idOrNumber: string; body: VerbBody<V> },
): Promise<IncidentAnswer> {
  if (!forServices.includes(verb)) personOf(call.principal);
  const subject = await commanded(call, idOrNumber);
  const asked = await resolved(call, subject, await read(call, subject, { verb, body }));
  await keepInside(call.deps.database, {
    subject: subject.id,
    drill: subject.row?.view.drill,
    by: call.principal.person?.id,
    ...('to' in asked && { person: asked.to }),
    ...('into' in asked && { into: asked.into }),
  });
  const told = async (action: string, after: unknown) => {
    const { requestId, principal } = call;
    const writer = { actor: principal.actor, requestId, at: new Date(call.deps.now()) };
    await appendAuditAlone(call.db, { subject: subject.id, action, after }, writer);
  };
  await told(`incident.${verb}`, body);
  try {
    return await ask(call, subject, asked);
  } catch (error) {
    const refused = refusedOf(error);
    if (errorStatus[refused.code] < 500)
      await told(`incident.${verb}.refused`, { code: refused.code });
    throw error;
  }
}

async function ask(
  call: RawCall,
  subject: Commanded,
  asked: IncidentAsked,
): Promise<IncidentAnswer> {
  const { deps, principal } = call;
  const { id, by, row } = subject;
  const updateId = createHash('sha256').update(`${call.updateId} ${id}`).digest('base64url');
  try {
    const request = { workflowId: id, command: asked, by, updateId };
    const { view, seq } = await deps.engine.ask<Incident>(request);
    deps.lastSeen.saw(principal.caller, id, seq);
    await countOverride(call, id, asked);
    const holder = view.holder.person ?? row?.holderId ?? null;
    const name = await nameOf(call, holder);
    return presentView(view, { seq, number: row?.number, holder: { id: holder, name } });
  } catch (error) {
    if (error instanceof ProcessGone) return gone(call, id, asked.type);
    throw error instanceof Refused ? await named(call, error) : error;
  }
}

/** A level below the computed one was passed with two names: counted for the report (V18). */
async function countOverride(call: RawCall, subject: string, asked: IncidentAsked): Promise<void> {
  if (asked.type !== 'confirm') return;
  const { principal, requestId, deps } = call;
  const writer = { actor: principal.actor, requestId, at: new Date(deps.now()) };
  const events = [{ kind: 'level_override' as const, field: 'level' }];
  await writeGateEvents(call.db, events, { subject, about: asked.proposal, writer });
}

/** Most commands leave the caller with the baton, whose name is known without asking. */
const nameOf = async (
  { db, principal }: RawCall,
  person: string | null,
): Promise<string | null> => {
  if (person === null) return null;
  return person === principal.person?.id ? principal.person.name : personName(db, person);
};

/** A grade is read by the standard in force; every other verb is its body. */
const read = async <V extends IncidentVerb>(
  call: RawCall,
  subject: Commanded,
  { verb, body }: { verb: V; body: VerbBody<V> },
): Promise<IncidentAsked> =>
  verb === 'grade' ? gradeCommand(call, subject, body as VerbBody<'grade'>) : commandOf(verb, body);

/** No process runs: the read model says whether it ended or never was. */
async function gone(
  call: RawCall,
  id: string,
  verb: IncidentAsked['type'],
): Promise<IncidentAnswer> {
  const row = await findIncident(call.db, id);
  if (!row) throw new Refused('not_found', { what: id });
  const repeated = verb === 'close' && row.view.closedAs === 'resolved';
  if (repeated && row.holderId === call.principal.person?.id) return present(row);
  const allowed = isVerb(verb) ? allowedIn[verb].filter((stage) => stage !== 'closed') : [];
  throw new Refused('wrong_state', { stage: row.view.stage, allowed, verb });
}

const isVerb = (verb: string): verb is IncidentVerb => Object.hasOwn(allowedIn, verb);

/** Puts what the command names into ids: a person who exists, an incident that the caller sees. */
async function resolved(
  call: RawCall,
  subject: Commanded,
  asked: IncidentAsked,
): Promise<IncidentAsked> {
  if (asked.type === 'assign' || asked.type === 'command') {
    const active = await call.db.person.count({ where: { id: asked.to, status: 'active' } });
    if (active === 0) throw new Refused('unknown_reference', { field: 'to', id: asked.to });
  }
  if (asked.type === 'attribute') return withHandover(call, subject, asked);
  if (asked.type !== 'merge') return asked;
  try {
    const { id } = await seen(call, asked.into, { permission: 'incident.read' });
    return { ...asked, into: id };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused('unknown_reference', { field: 'into', id: asked.into });
  }
}

/** The hand-over under way of the incident's service is told of what delivery caused (4b). */
async function withHandover(
  { db }: RawCall,
  { row }: Commanded,
  asked: Extract<IncidentAsked, { type: 'attribute' }>,
): Promise<IncidentAsked> {
  const service = row?.view.service?.id;
  const open = service === undefined ? undefined : await openHandoverOf(db, service);
  return open ? { ...asked, handover: open.id } : asked;
}

/** A refusal that names people by their names, and times as text. */
async function named(call: RawCall, refused: Refused): Promise<Refused> {
  const values = { ...refused.values };
  const holder = values['holder'] ?? values['offeredTo'];
  if (typeof holder === 'string' && holder !== '') {
    values['holder'] = `${await personName(call.db, holder)} (${holder})`;
  }
  const { latest, steps } = values;
  if (typeof latest === 'number') values['limit'] = new Date(latest).toISOString();
  if (steps !== undefined) values['rungs'] = steps;
  return new Refused(refused.code, values, refused.faults);
}
