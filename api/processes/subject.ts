import { notFound, Refused } from '../../contracts/api/refused.js';
import { idPrefix, type ProcessName } from '../../contracts/names.js';
import type { Actor } from '../../domain/machine.js';
import type { SubjectView } from '../../domain/subject-view.js';
import { visible, type Viewer } from '../../records/incident/viewer.js';
import { findProcess, waitForProcess, type FoundProcess } from '../../records/process/read.js';
import { reachOf } from '../auth/principal.js';
import type { Permission } from '../permissions.js';
import type { RawCall } from '../route.js';
import { viewerOf } from '../routes/incidents/subject.js';

type Looking = Pick<RawCall, 'db' | 'principal' | 'deps'>;

/** What a kind of process lets people do, and who else than the usual sees one of it. */
export interface Doorway<V extends SubjectView = SubjectView> {
  process: ProcessName;
  read: Permission;
  act: Permission;
  /** Whose permission speaks for a holder: marks the actor as a lead. */
  lead: Permission;
  /** Further ones who see and command it, such as the department of a leg. */
  also?: (call: Looking, found: FoundProcess<V>) => Promise<boolean> | boolean;
}

/** The process the caller may see, at `minSeq` or what it saw last; 404 else. */
export async function seenProcess<V extends SubjectView>(
  call: Looking,
  door: Doorway<V>,
  idOrNumber: string,
): Promise<FoundProcess<V>> {
  const { db, principal, deps } = call;
  const asked = { process: door.process, idOrNumber };
  const read = () => findProcess<V>(db, asked, principal.person?.id);
  let found = await read();
  const wanted = deps.lastSeen.of(principal.caller, found?.id ?? idOrNumber);
  if (wanted !== undefined && wanted > (found?.seq ?? -1)) {
    await waitForProcess(db, asked, wanted);
    found = await read();
  }
  if (!found) throw notFound(idOrNumber);
  const sees = visible(viewerOf(principal, door.read), found);
  if (!sees && !(await door.also?.(call, found))) throw notFound(idOrNumber);
  return found;
}

export interface Commanded<V extends SubjectView> {
  row: FoundProcess<V>;
  by: Actor;
}

/**
 * The process a command goes to: what the caller may not see is 404, what it sees and may not
 * command is 403. Whoever holds it, is offered it or was paged for it may always act.
 */
export async function commandedProcess<V extends SubjectView>(
  call: Looking,
  door: Doorway<V>,
  idOrNumber: string,
): Promise<Commanded<V>> {
  const { db, principal } = call;
  const { process } = door;
  if (idOrNumber.startsWith(idPrefix[process])) {
    await waitForProcess(db, { process, idOrNumber }, 0);
  }
  const row = await seenProcess(call, door, idOrNumber);
  const acts = visible(viewerOf(principal, door.act), row) || (await door.also?.(call, row));
  if (!acts) throw new Refused('forbidden', { permission: door.act });
  return { row, by: byOf(principal, door.lead, row) };
}

function byOf(principal: RawCall['principal'], lead: Permission, row: FoundProcess): Actor {
  const { actor } = principal;
  if (!principal.person) return actor;
  const scope = reachOf(principal, lead);
  const leads: Viewer = { scope, seesUnscoped: true };
  const { everywhere, departments, sites, customers } = scope;
  const any = everywhere || departments.length + sites.length + customers.length > 0;
  return any && visible(leads, row) ? { ...actor, lead: true } : actor;
}
