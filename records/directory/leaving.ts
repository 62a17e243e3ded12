import { Refused } from '../../contracts/api/refused.js';
import { appendAudit, type Writer } from '../audit/audit.js';
import type { Rows } from './access.js';
import { refuseUsed } from './noun.js';
import { policiesPaging } from './policy-targets.js';
import { usersOf } from './users.js';

/**
 * 422 while leaving would let work fall: the person holds or is offered a baton, owns a schedule
 * or is paged by name; and for the last administrator.
 */
export async function refuseLeaving(rows: Rows, id: string): Promise<void> {
  refuseUsed(
    await usersOf([
      ['incidents', batonsOf(rows, id)],
      ['schedules', rows.schedule.findMany({ where: { ownerId: id }, ...usersOf.some })],
      ['interfacePersons', interfacesOf(rows, id)],
      ['policies', policiesPaging(rows, (target) => target.kind === 'person' && target.id === id)],
    ]),
  );
  await refuseLastAdmin(rows, { personId: id });
}

/** Where a person speaks for a department to another one, or stands in there (N17). */
export const interfacesOf = (rows: Rows, id: string): PromiseLike<{ id: string }[]> =>
  rows.interfacePerson.findMany({
    where: { OR: [{ personId: id }, { deputyId: id }] },
    ...usersOf.some,
  });

async function batonsOf(rows: Rows, id: string): Promise<{ id: string }[]> {
  const held = await rows.baton.findMany({
    where: { OR: [{ holderId: id }, { offerTo: id }] },
    select: { subject: true },
    take: usersOf.some.take,
  });
  return held.map(({ subject }) => ({ id: subject }));
}

/** Gives up the role bindings and the keys of a person who left, each with its audit line. */
export async function leave(rows: Rows, id: string, writer: Writer): Promise<void> {
  const bindings = await rows.roleBinding.findMany({ where: { personId: id } });
  await rows.roleBinding.deleteMany({ where: { personId: id } });
  for (const before of bindings) {
    await appendAudit(rows, { subject: before.id, action: 'role_binding.delete', before }, writer);
  }
  const keys = await rows.apiKey.findMany({ where: { personId: id, revokedAt: null } });
  await rows.apiKey.updateMany({
    where: { personId: id, revokedAt: null },
    data: { revokedAt: writer.at },
  });
  for (const key of keys) {
    await appendAudit(rows, { subject: key.id, action: 'key.revoke' }, writer);
  }
}

/** 422 where no one would be left who may administer everything. */
export async function refuseLastAdmin(
  rows: Rows,
  without: { personId: string } | { bindingId: string },
): Promise<void> {
  const others = await rows.roleBinding.count({
    where: {
      role: 'admin',
      departmentId: null,
      siteId: null,
      customerId: null,
      person: { status: 'active' },
      NOT: 'personId' in without ? { personId: without.personId } : { id: without.bindingId },
    },
  });
  if (others > 0) return;
  throw new Refused('rule_violation', { why: 'one administrator of everything must remain' });
}
