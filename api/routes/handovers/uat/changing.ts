import { Refused } from '../../../../contracts/api/refused.js';
import type { Handover } from '../../../../domain/handover/process.js';
import { isOf } from '../../../../domain/handover/standing.js';
import { sides, stages, type Party, type Side } from '../../../../domain/handover/state.js';
import type { HandoverView } from '../../../../domain/handover/view.js';
import { canonicalJson } from '../../../../records/audit/canonical-json.js';
import type { Writing } from '../../../../records/uat/lock.js';
import { verdictFor } from '../../../../records/uat/trace.js';
import { traceReading, type TraceVerdict } from '../../../../domain/uat/trace.js';
import { personOf } from '../../../auth/principal.js';
import { commandProcess } from '../../../processes/command.js';
import { commandedProcess, seenProcess } from '../../../processes/subject.js';
import type { FoundProcess } from '../../../../records/process/read.js';
import type { RawCall } from '../../../route.js';
import { standingIn } from '../commands.js';
import { handoverDoor } from '../door.js';

export type HandoverRow = FoundProcess<HandoverView>;

const idIn = (call: RawCall): string => (call.params as { id: string }).id;

/** The hand-over of a read; 404 for who may not see it. */
export const shownHandover = (call: RawCall): Promise<HandoverRow> =>
  seenProcess<HandoverView>(call, handoverDoor, idIn(call));

/** What the machine would refuse is refused before anything is written. */
function refuseEnded({ view }: HandoverRow): void {
  if (view.stage !== 'closed') return;
  const allowed = stages.filter((stage) => stage !== 'closed');
  throw new Refused('wrong_state', { stage: view.stage, allowed, verb: 'requirements' });
}

const parties: readonly Side[] = sides;

/** The hand-over whose trace is changed: open, and the caller of one of its sides or a lead. */
export async function changedHandover(
  call: RawCall,
): Promise<{ row: HandoverRow; writing: Writing }> {
  const person = personOf(call.principal);
  const { row, by } = await commandedProcess<HandoverView>(call, handoverDoor, idIn(call));
  refuseEnded(row);
  const standing = await standingIn(call);
  const isParty = parties.some((side) =>
    isOf(row.view.parties[side] as Party | undefined, { by, standing }),
  );
  if (!isParty && !by.lead) {
    throw new Refused('not_party', { party: parties.join(', '), verb: 'requirements' });
  }
  return { row, writing: { handover: row.id, by: person.id, at: new Date(call.now) } };
}

type Told = { type: 'requirements_changed'; count: number } | { type: 'uat_result' };

/** Others may change the trace while it is told; the last one to tell has then told the newest. */
const tellsMax = 4;

/**
 * Tells the machine how the trace stands after a change that is already written. The verdict is
 * whole, not a difference, and read anew until what was told is what stands: a repeat is harmless,
 * and where the engine is away (503) the same request again, or the next change, brings it right.
 */
export async function tellTrace(
  call: RawCall,
  row: HandoverRow,
  told: Told,
): Promise<TraceVerdict> {
  const standing = await standingIn(call);
  let verdict = await verdictFor(call.db, row.id);
  for (let tells = 1; ; tells += 1) {
    const command = { ...told, trace: traceReading(verdict), standing };
    const again = { ...call, updateId: tells === 1 ? call.updateId : `${call.updateId} ${tells}` };
    const body = 'count' in told ? { count: told.count } : {};
    const asked = { idOrNumber: row.id, verb: told.type, command, body };
    await commandProcess<Handover>(again, handoverDoor, asked);
    const now = await verdictFor(call.db, row.id);
    if (tells >= tellsMax || canonicalJson(now) === canonicalJson(verdict)) return now;
    verdict = now;
  }
}
