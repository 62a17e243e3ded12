import type { PolicyDraft, RungDraft } from '../../contracts/directory/policies.js';
import { Refused } from '../../contracts/api/refused.js';
import type { Rows } from './access.js';
import { refuseUnknown, type Reference } from './references.js';

interface Placed {
  pointer: string;
  target: RungDraft['targets'][number];
}

const placedIn = (rungs: readonly RungDraft[], member: string): Placed[] =>
  rungs.flatMap(({ targets }, r) =>
    targets.map((target, t) => ({ pointer: `/${member}/${r}/targets/${t}`, target })),
  );

const referenceOf = ({ pointer, target }: Placed): Reference[] => {
  if (target.kind === 'duty') return [];
  const kind = target.kind === 'person' ? 'activePerson' : target.kind;
  return [{ pointer: `${pointer}/id`, kind, id: target.id }];
};

/** 422 for a rung that pages what does not exist, or a duty role that nothing answers for. */
export async function refuseUnknownTargets(rows: Rows, draft: PolicyDraft): Promise<void> {
  const placed = [...placedIn(draft.rungs, 'rungs'), ...placedIn(draft.overdue ?? [], 'overdue')];
  await refuseUnknown(rows, placed.flatMap(referenceOf));
  const bound = await rows.dutyRole.findMany({ select: { role: true }, distinct: ['role'] });
  const roles = new Set(bound.map(({ role }) => role));
  for (const { pointer, target } of placed) {
    if (target.kind !== 'duty' || roles.has(target.role)) continue;
    throw new Refused('unknown_reference', { field: `${pointer}/role`, id: target.role }, [
      {
        pointer: `${pointer}/role`,
        code: 'unknown_reference',
        detail: `no schedule is bound to ${target.role}`,
      },
    ]);
  }
}
