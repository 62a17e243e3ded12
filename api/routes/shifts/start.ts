import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';

import { Refused } from '../../../contracts/api/refused.js';
import { idPrefix } from '../../../contracts/names.js';
import { shiftAnswer, startShiftBody } from '../../../contracts/shift/shift.js';
import type { ShiftView } from '../../../domain/shift/view.js';
import { dayMs } from '../../../domain/zone.js';
import { startShift } from '../../../intake/shift.js';
import { reaches } from '../../../records/access/scope.js';
import { appendAuditAlone } from '../../../records/audit/audit.js';
import { findProcess, waitForProcess } from '../../../records/process/read.js';
import { dutyChanges, onDutyAt } from '../../../records/shift/duty-changes.js';
import { openShift } from '../../../records/shift/people.js';
import { personOf, reachOf } from '../../auth/principal.js';
import { presentProcess } from '../../processes/present.js';
import { reply } from '../../reply.js';
import { route, type RawCall } from '../../route.js';

/** Ids are made from the request's own key, so that a repeat finds the same hand-over. */
const idSpace = '7a0b8c54-2f6d-5f0e-8a9b-3c1d2e4f5a60';
/** Who was on duty before is looked for within this time. */
const beforeMs = 31 * dayMs;

interface Parties {
  outgoing: string;
  incoming: string;
  /** The change of duty that the schedule itself says. */
  planned: boolean;
}

/** Who hands over to whom: as asked, else as the schedule says. */
async function partiesOf(
  { db, now }: Pick<RawCall, 'db' | 'now'>,
  { schedule, from, to }: z.output<typeof startShiftBody>,
): Promise<Parties> {
  const [onDuty = ''] = await onDutyAt(db, schedule, [now]);
  const window = { from: now - beforeMs, until: now + 1 };
  const change = (await dutyChanges(db, { schedules: [schedule], ...window })).at(-1);
  const incoming = to ?? onDuty;
  const outgoing = from ?? (incoming === onDuty ? change?.outgoing : onDuty);
  if (outgoing === undefined || outgoing === incoming) {
    throw new Refused('rule_violation', { why: `${outgoing ?? '–'} → ${incoming}` });
  }
  const planned = incoming === onDuty && outgoing === change?.outgoing;
  return { outgoing, incoming, planned };
}

/** Nobody puts another person's work on a list but that person, the schedule, or who leads it. */
async function startable(
  { db, principal }: Pick<RawCall, 'db' | 'principal'>,
  schedule: string,
  { outgoing, planned }: Parties,
): Promise<void> {
  const me = personOf(principal).id;
  const row = await db.schedule.findUnique({ where: { id: schedule } });
  if (planned || outgoing === me || row?.ownerId === me) return;
  const { departmentId = null } = row ?? {};
  const leads = reaches(reachOf(principal, 'incident.lead'), { departmentId });
  if (!leads) throw new Refused('forbidden', { permission: 'incident.lead' });
}

/** Refuses a schedule and people that do not exist. */
async function known(
  { db }: Pick<RawCall, 'db'>,
  { schedule, from, to }: z.output<typeof startShiftBody>,
): Promise<void> {
  if ((await db.schedule.count({ where: { id: schedule } })) === 0) {
    throw new Refused('unknown_reference', { field: 'schedule', id: schedule });
  }
  for (const [field, id] of Object.entries({ from, to })) {
    if (id === undefined) continue;
    const active = await db.person.count({ where: { id, status: 'active' } });
    if (active === 0) throw new Refused('unknown_reference', { field, id });
  }
}

export const startShiftRoute = route({
  method: 'post',
  path: '/api/v1/shift-handovers',
  operationId: 'shift_handovers_start',
  summary: { zh: '人工发起交班', en: 'Start a hand-over of a shift by hand' },
  tags: ['shift-handovers'],
  permission: 'incident.respond',
  body: startShiftBody,
  response: z.union([shiftAnswer, z.object({ id: z.string() })]),
  status: 201,
  handler: async (call) => {
    const { body, db, deps, principal, requestId, now } = call;
    await known(call, body);
    const parties = await partiesOf(call, body);
    await startable(call, body.schedule, parties);
    const id = `${idPrefix.shift}${uuidv5(call.updateId, idSpace)}`;
    const { schedule } = body;
    const { outgoing, incoming } = parties;
    const open = await openShift(db, { schedule, outgoing, incoming });
    if (open !== undefined && open.id !== id) throw new Refused('conflict', { what: open.number });
    const by = { actor: principal.actor, requestId, at: new Date(deps.now()) };
    await appendAuditAlone(db, { subject: id, action: 'shift.start', after: body }, by);
    const { database, taskQueue, engine } = deps;
    const start = { id, schedule, outgoing, incoming, at: now, by: principal.actor };
    await engine.within(() => startShift({ database, taskQueue, client: engine.client }, start));
    deps.lastSeen.saw(principal.caller, id, 0);
    const asked = { process: 'shift', idOrNumber: id } as const;
    await waitForProcess(db, asked, 0);
    const row = await findProcess<ShiftView>(db, asked);
    const headers = { Location: `/api/v1/shift-handovers/${id}` };
    return reply(row ? presentProcess(row) : { id }, { headers });
  },
});
