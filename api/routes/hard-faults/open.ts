import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { Refused } from '../../../contracts/api/refused.js';
import { hardFaultAnswer, openHardFaultBody } from '../../../contracts/hard-fault/hard-fault.js';
import { idPrefix } from '../../../contracts/names.js';
import { bouncesMin, entryOf, repeatDays, repeatsMin } from '../../../domain/hard-fault/entry.js';
import type { HardFaultInput } from '../../../domain/hard-fault/state.js';
import type { HardFaultView } from '../../../domain/hard-fault/view.js';
import { isGrave } from '../../../domain/incident/level.js';
import type { Ref } from '../../../domain/subject-view.js';
import { openHardFault } from '../../../intake/hard-fault.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { entryFactsOf } from '../../../records/hard-fault/entry-facts.js';
import {
  activePerson,
  climbOf,
  customerOf,
  departmentHours,
  suppliersNamed,
} from '../../../records/hard-fault/parties.js';
import { tracksOf } from '../../../records/hard-fault/tracks.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { personOf } from '../../auth/principal.js';
import { presentProcess } from '../../processes/present.js';
import { reply } from '../../reply.js';
import { route, type RawCall } from '../../route.js';
import { commanded, type Commanded, type FoundIncident } from '../incidents/subject.js';

/** Ids are made from the incident and how many tracks it had, so that two never run at once. */
const idSpace = '2f9c1f4e-8d0b-5a39-9f0a-4b6f1f6f0c11';

const missing = (field: string, id: string): Refused =>
  new Refused('unknown_reference', { field, id });

/** The person asked to lead, by name. */
export async function leadOf({ db }: Pick<RawCall, 'db'>, field: string, id: string): Promise<Ref> {
  const found = await activePerson(db, id);
  if (!found) throw missing(field, id);
  return found;
}

/** Suppliers by name; 422 for one that does not exist. */
export async function suppliersOf(
  { db }: Pick<RawCall, 'db'>,
  field: string,
  ids: readonly string[],
): Promise<Ref[]> {
  const found = await suppliersNamed(db, ids);
  const unknown = ids.find((id) => !found.some((one) => one.id === id));
  if (unknown !== undefined) throw missing(field, unknown);
  return found;
}

const noEntry = (): Refused =>
  new Refused('rule_violation', {
    why:
      `the track is for a fault past its restore target, bounced ${bouncesMin} times, or here ` +
      `${repeatsMin} times in ${repeatDays} days; otherwise an operations lead opens it`,
  });

async function basisOf(call: RawCall, row: FoundIncident, by: Commanded['by']) {
  const facts = await entryFactsOf(call.deps.database, row.view, call.now);
  const basis = entryOf({ ...facts, byLead: by.lead === true });
  if (!basis) throw noEntry();
  return basis;
}

/** The row of an open incident; the track of one that has ended would help nobody. */
function openIncident({ id, row }: Commanded): FoundIncident {
  if (!row) throw new Refused('not_found', { what: id });
  const { stage } = row.view;
  if (stage !== 'closed') return row;
  const allowed = ['detected', 'responding', 'restored', 'observing', 'reviewing'];
  throw new Refused('wrong_state', { stage, allowed, verb: 'hard_fault' });
}

async function freeId({ db }: RawCall, incident: string): Promise<string> {
  const { count, open } = await tracksOf(db, incident);
  if (open !== undefined) throw new Refused('conflict', { what: open });
  return `${idPrefix.hardFault}${uuidv5(`${incident} ${count}`, idSpace)}`;
}

async function inputOf(
  call: RawCall,
  body: z.output<typeof openHardFaultBody>,
): Promise<HardFaultInput> {
  const { db, principal, now } = call;
  const subject = await commanded(call, body.incident);
  const row = openIncident(subject);
  const { view } = row;
  const me = personOf(principal);
  const urgent = view.impactClass === 'interruption' || isGrave(view.severity);
  const climb = await climbOf(db, view.department?.id);
  const department = climb.department?.id;
  const hours = urgent || !department ? undefined : await departmentHours(db, department, now);
  const customer = await customerOf(db, view.service?.id);
  return {
    id: await freeId(call, view.id),
    incident: { id: view.id, title: view.title },
    reason: body.reason,
    basis: await basisOf(call, row, subject.by),
    urgent,
    opener: { id: me.id, name: me.name },
    lead: await leadOf(call, 'lead', body.lead),
    ...climb,
    ...(view.site && { site: view.site }),
    ...(view.service && { service: view.service }),
    ...(customer && { customer }),
    suppliers: await suppliersOf(call, 'suppliers', body.suppliers ?? []),
    ...(hours && { hours }),
    ...(view.drill && { drill: true as const }),
    by: principal.actor,
  };
}

export const openHardFaultRoute = route({
  method: 'post',
  path: '/api/v1/hard-faults',
  operationId: 'hard_faults_open',
  summary: { zh: '将事件转入疑难故障', en: 'Open the track of a hard fault' },
  tags: ['hard-faults'],
  permission: 'incident.respond',
  body: openHardFaultBody,
  response: z.union([hardFaultAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, requestId } = call;
    const input = await inputOf(call, body);
    const { id, basis } = input;
    const by = { actor: principal.actor, requestId, at: new Date(deps.now()) };
    const after = { ...body, basis };
    await appendAuditAlone(db, { subject: id, action: 'hardFault.open', after }, by);
    const { database, taskQueue, engine } = deps;
    const opened = await engine.within(() =>
      openHardFault({ database, taskQueue, client: engine.client }, input),
    );
    if (!opened) throw new Refused('conflict', { what: id });
    deps.lastSeen.saw(principal.caller, id, 0);
    const asked = { process: 'hardFault', idOrNumber: id } as const;
    await waitForProcess(db, asked, 0);
    const row = await findProcess<HardFaultView>(db, asked);
    const headers = { Location: `/api/v1/hard-faults/${id}` };
    return reply(row ? presentProcess(row) : { id }, { headers });
  },
});
