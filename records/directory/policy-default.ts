import type { PolicyDraft } from '../../contracts/directory/policies.js';
import type { Rows } from './access.js';
import { brokenRule } from './tree.js';

/**
 * The default policy ends at an administrator of everything, so that whatever else is empty,
 * somebody is paged (operations.md §3a).
 */
export async function refuseUnfitDefault(rows: Rows, draft: PolicyDraft): Promise<void> {
  const last = draft.rungs.length - 1;
  const named = (draft.rungs[last]?.targets ?? []).flatMap((target) =>
    target.kind === 'person' ? target.id : [],
  );
  const admins = await rows.roleBinding.count({
    where: {
      personId: { in: named },
      role: 'admin',
      departmentId: null,
      siteId: null,
      customerId: null,
      person: { status: 'active' },
    },
  });
  if (admins > 0) return;
  throw brokenRule(`/rungs/${last}`, 'the default policy must end at an administrator');
}
