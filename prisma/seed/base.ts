import type { PolicyDraft } from '../../contracts/directory/policies.js';
import { hashKey } from '../../records/access/keys.js';
import type { Access } from '../../records/directory/access.js';
import { createKey } from '../../records/directory/keys.js';
import { people } from '../../records/directory/people.js';
import { policies } from '../../records/directory/policies.js';
import { roleBindings } from '../../records/directory/role-bindings.js';

export type FirstPolicy = PolicyDraft & { isDefault: true };

const adminId = 'admin';
const bindingId = 'rol_admin';

/**
 * The person whom every chain of accountability ends at (operations.md §3a), also where an API that
 * started before the seed has made it already.
 */
export async function ensureAdmin(access: Access, mode: 'demo' | 'none'): Promise<void> {
  const address = 'admin@demo.baton.example';
  const reached =
    mode === 'demo'
      ? { email: address, channels: [{ channel: 'mail' as const, address: { address }, after: 0 }] }
      : {};
  const rows = access.tx ?? access.db;
  const known = await rows.person.findUnique({ where: { id: adminId } });
  if (known) await people.update(access, { id: adminId, version: undefined }, reached);
  else await people.create(access, { name: 'admin', ...reached }, adminId);
  const whole = { role: 'admin' as const, departmentId: null, siteId: null, customerId: null };
  const bound = await rows.roleBinding.count({ where: { personId: adminId, ...whole } });
  if (bound === 0) await roleBindings.create(access, { person: adminId, role: 'admin' }, bindingId);
}

export async function writeDefaultPolicy(access: Access, policy: FirstPolicy): Promise<void> {
  await policies.create(access, policy, 'pol_default');
}

/** Makes `key` a key of `admin`; an earlier one stays valid until it is revoked. */
export async function ensureAdminKey(access: Access, key: string): Promise<void> {
  const rows = access.tx ?? access.db;
  const known = await rows.apiKey.findUnique({ where: { hash: hashKey(key) } });
  if (known) return;
  await createKey(access, { name: 'first admin key', person: adminId }, key);
}
