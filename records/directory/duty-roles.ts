import type { DutyRoleAnswer, DutyRoleDraft } from '../../contracts/directory/duty-roles.js';
import { Refused, notFound } from '../../contracts/api/refused.js';
import type { DutyRole } from '../../prisma/generated/client.js';
import { reaches } from '../access/scope.js';
import { appendAudit } from '../audit/audit.js';
import { inOneWrite, type Access, type Rows } from './access.js';
import { newId, refuseUsed } from './noun.js';
import { policiesPaging } from './policy-targets.js';
import { refuseUnknown } from './references.js';
import { sitePath } from './sites.js';
import { usersOf } from './users.js';

const answerOf = (row: DutyRole): DutyRoleAnswer => ({
  id: row.id,
  role: row.role as DutyRoleAnswer['role'],
  site: row.siteId,
  schedule: row.scheduleId,
});

async function allow(rows: Rows, access: Access, siteId: string | null): Promise<void> {
  if (reaches(access.scope, { sitePath: await sitePath(rows, siteId) })) return;
  throw new Refused('forbidden', { permission: access.permission });
}

/** All duty roles; there are a few per site. */
export async function listDutyRoles(
  rows: Rows,
  filters: { role?: string[] | undefined; site?: string[] | undefined },
): Promise<DutyRoleAnswer[]> {
  const found = await rows.dutyRole.findMany({
    where: {
      ...(filters.role && { role: { in: filters.role } }),
      ...(filters.site && { siteId: { in: filters.site } }),
    },
    orderBy: [{ role: 'asc' }, { siteId: { sort: 'asc', nulls: 'first' } }],
  });
  return found.map(answerOf);
}

/** Binds the role to a schedule, for one site or for everywhere; an earlier binding gives way. */
export function setDutyRole(access: Access, draft: DutyRoleDraft): Promise<DutyRoleAnswer> {
  return inOneWrite(access, async (rows) => {
    const siteId = draft.site ?? null;
    await refuseUnknown(rows, [
      { pointer: '/site', kind: 'site', id: siteId },
      { pointer: '/schedule', kind: 'schedule', id: draft.schedule },
    ]);
    await allow(rows, access, siteId);
    const before = await rows.dutyRole.findFirst({ where: { role: draft.role, siteId } });
    const after = await rows.dutyRole.upsert({
      where: { id: before?.id ?? newId('dut_') },
      update: { scheduleId: draft.schedule },
      create: { id: newId('dut_'), role: draft.role, siteId, scheduleId: draft.schedule },
    });
    await appendAudit(
      rows,
      {
        subject: after.id,
        action: 'duty_role.set',
        after: answerOf(after),
        ...(before && { before: answerOf(before) }),
      },
      access.writer,
    );
    return answerOf(after);
  });
}

/** 422 `in_use` for the last binding of a role that a policy pages. */
export function removeDutyRole(access: Access, id: string): Promise<void> {
  return inOneWrite(access, async (rows) => {
    const before = await rows.dutyRole.findUnique({ where: { id } });
    if (!before) throw notFound('duty_role');
    await allow(rows, access, before.siteId);
    const others = await rows.dutyRole.count({ where: { role: before.role, NOT: { id } } });
    if (others === 0) {
      const pages = policiesPaging(rows, (it) => it.kind === 'duty' && it.role === before.role);
      refuseUsed(await usersOf([['policies', pages]]));
    }
    await rows.dutyRole.delete({ where: { id } });
    const line = { subject: id, action: 'duty_role.delete', before: answerOf(before) };
    await appendAudit(rows, line, access.writer);
  });
}
