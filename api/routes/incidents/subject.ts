import { idPrefix } from '../../../contracts/names.js';
import { notFound, Refused } from '../../../contracts/api/refused.js';
import type { Actor } from '../../../domain/machine.js';
import { findIncident, waitForSeq, type IncidentRow } from '../../../records/incident/read.js';
import { visible, type SubjectScope, type Viewer } from '../../../records/incident/viewer.js';
import { reachOf, seesUnscoped, type Principal } from '../../auth/principal.js';
import type { RawCall } from '../../route.js';
import type { Permission } from '../../permissions.js';

export type FoundIncident = IncidentRow & SubjectScope;

type Looking = Pick<RawCall, 'db' | 'principal' | 'deps'>;

/** Permissions that only look: a department's leg shows a subject and commands nothing of it. */
const looks: ReadonlySet<Permission> = new Set([
  'escalation.read',
  'incident.read',
  'incident.trace',
]);

/** How far `principal` sees with `permission`. */
export function viewerOf(principal: Principal, permission: Permission): Viewer {
  return {
    scope: reachOf(principal, permission),
    ...(principal.person ? { person: principal.person.id } : {}),
    seesUnscoped: seesUnscoped(principal),
    ...(looks.has(permission) && { seesLegs: true as const }),
  };
}

/** The incident that the caller may see with `permission`, at `minSeq` or what it saw last; 404 else. */
export async function seen(
  { db, principal, deps }: Looking,
  idOrNumber: string,
  { permission, minSeq }: { permission: Permission; minSeq?: number | undefined },
): Promise<FoundIncident> {
  const read = () => findIncident(db, idOrNumber, principal.person?.id);
  let found = await read();
  const wanted = minSeq ?? deps.lastSeen.of(principal.caller, found?.id ?? idOrNumber);
  if (wanted !== undefined && wanted > (found?.seq ?? -1)) {
    await waitForSeq(db, idOrNumber, wanted);
    found = await read();
  }
  if (!found || !visible(viewerOf(principal, permission), found)) throw notFound(idOrNumber);
  return found;
}

/** An incident that a command goes to; `row` is absent while the read model has not seen it. */
export interface Commanded {
  id: string;
  row?: FoundIncident;
  by: Actor;
}

/**
 * The incident a command of `permission` goes to. What the caller may not see is 404; what it sees
 * and may not command is 403. One that only the engine knows yet is left to whoever reaches
 * everything; for others it waits for the read model.
 */
export async function commanded(
  { db, principal }: Looking,
  idOrNumber: string,
  permission: Permission = 'incident.respond',
): Promise<Commanded> {
  const acts = viewerOf(principal, permission);
  const { actor } = principal;
  let row = await findIncident(db, idOrNumber, principal.person?.id);
  if (!row && idOrNumber.startsWith(idPrefix.incident)) {
    if (acts.scope.everywhere) return { id: idOrNumber, by: byOf(principal, actor) };
    await waitForSeq(db, idOrNumber, 0);
    row = await findIncident(db, idOrNumber, principal.person?.id);
  }
  if (!row || !visible(viewerOf(principal, 'incident.read'), row)) throw notFound(idOrNumber);
  if (!visible(acts, row)) throw new Refused('forbidden', { permission });
  return { id: row.id, row, by: byOf(principal, actor, row) };
}

/** The actor, marked as a lead where the caller may act for the holder. */
function byOf(principal: Principal, actor: Actor, row?: FoundIncident): Actor {
  if (!principal.person) return actor;
  const leads: Viewer = { scope: reachOf(principal, 'incident.lead'), seesUnscoped: true };
  const lead = row ? visible(leads, row) && reachesAny(leads) : leads.scope.everywhere;
  return lead ? { ...actor, lead: true } : actor;
}

const reachesAny = ({ scope }: Viewer): boolean =>
  scope.everywhere || scope.departments.length + scope.sites.length + scope.customers.length > 0;
