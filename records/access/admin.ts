import type { Database } from '../database.js';
import { appendAudit } from '../audit/audit.js';
import { adminPersonId } from '../oncall/directory.js';
import { hashKey, prefixOf } from './keys.js';

const bindingId = 'rol_admin';
const keyId = 'key_admin';
const by = { actor: { kind: 'system', id: 'baton' } } as const;

/**
 * Makes sure that the person `admin` exists, is an administrator and has `key` (api.md §1). What is
 * there stays as it is: a key that was revoked stays revoked.
 */
export async function ensureAdmin(
  { prisma }: Database,
  { key, now }: { key?: string; now: Date },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('ensure-admin', 0))`;
    const noted = (subject: string, action: string) =>
      appendAudit(tx, { subject, action }, { ...by, at: now });
    if (!(await tx.person.findUnique({ where: { id: adminPersonId } }))) {
      await tx.person.create({ data: { id: adminPersonId, name: 'admin' } });
      await noted(adminPersonId, 'person.create');
    }
    const whole = { departmentId: null, siteId: null, customerId: null };
    if ((await tx.roleBinding.count({ where: { role: 'admin', ...whole } })) === 0) {
      const data = { id: bindingId, personId: adminPersonId, role: 'admin' } as const;
      await tx.roleBinding.create({ data });
      await noted(bindingId, 'role-binding.create');
    }
    if (key === undefined) return;
    const hash = hashKey(key);
    if (await tx.apiKey.findUnique({ where: { hash } })) return;
    const id = `${keyId}_${hash.slice(0, 12)}`;
    const data = { id, name: 'admin', hash, prefix: prefixOf(key), personId: adminPersonId };
    await tx.apiKey.create({ data });
    await noted(id, 'key.create');
  });
}
