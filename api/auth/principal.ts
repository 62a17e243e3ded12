import type { Language } from '../../contracts/text.js';
import { Refused } from '../../contracts/api/refused.js';
import type { Actor } from '../../domain/machine.js';
import { everywhere, nowhere, reachesNothing, type Scope } from '../../records/access/scope.js';
import type { Permission } from '../permissions.js';
import {
  hasOperationsRole,
  requestable,
  scopeOf,
  scopesInclude,
  widened,
  type Binding,
  type Grant,
} from '../scopes.js';

/** Who calls. A service's key has no person: it never holds, acknowledges or signs (api.md §1). */
export interface Principal {
  /** One per key: what idempotency keys and update ids are scoped by. */
  caller: string;
  actor: Actor;
  person?: { id: string; name: string; departmentId: string | null };
  bindings: readonly Binding[];
  /** Permissions given for a time that has not run out. */
  grants?: readonly Grant[];
  /** The key's scopes; empty on a person's key means all that the person may. */
  scopes: readonly string[];
  language?: Language;
}

/** Where `principal` may use `permission`: the person's bindings, narrowed by the key's scopes. */
export function reachOf(principal: Principal, permission: Permission): Scope {
  if (!principal.person) return scopesInclude(principal.scopes, permission) ? everywhere : nowhere;
  const narrowed = principal.scopes.length > 0 && !scopesInclude(principal.scopes, permission);
  if (narrowed) return nowhere;
  return widened(scopeOf(principal.bindings, permission), principal.grants ?? [], permission);
}

export const may = (principal: Principal, permission: Permission): boolean =>
  !reachesNothing(reachOf(principal, permission));

/** 403 where the caller has the permission nowhere; it says so where it can be asked for. */
export function demand(principal: Principal, permission: Permission): void {
  if (may(principal, permission)) return;
  const what = requestable[permission];
  if (what === undefined) throw new Refused('forbidden', { permission });
  throw new Refused('access_needed', { permission, what });
}

/** The person behind the key, or 422 `service_cannot_hold`. */
export function personOf(principal: Principal): { id: string; name: string } {
  if (!principal.person) throw new Refused('service_cannot_hold');
  return principal.person;
}

/** Sees subjects that have no site, customer or department (api.md §1). */
export const seesUnscoped = (principal: Principal): boolean =>
  !principal.person || hasOperationsRole(principal.bindings);
