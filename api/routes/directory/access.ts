import type { Access } from '../../../records/directory/access.js';
import { reachOf } from '../../auth/principal.js';
import type { Call } from '../../call.js';
import type { Permission } from '../../permissions.js';

/** The caller's reach for one permission, as records of the directory take it. */
export function accessOf(
  call: Pick<Call<unknown, unknown, unknown>, 'db' | 'principal' | 'requestId' | 'now'>,
  permission: Permission,
): Access {
  const { db, principal, requestId, now } = call;
  return {
    db,
    writer: { actor: principal.actor, requestId, at: new Date(now) },
    scope: reachOf(principal, permission),
    permission,
  };
}
