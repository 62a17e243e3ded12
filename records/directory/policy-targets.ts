import type { Rung, Target } from '../../domain/ladder.js';
import type { Policy } from '../../prisma/generated/client.js';
import type { Rows } from './access.js';

export const rungsOf = (row: Policy): Rung[] => row.rungs as unknown as Rung[];
export const overdueOf = (row: Policy): Rung[] => row.overdue as unknown as Rung[];

/** Ids of the policies in force of which some rung pages a target like this. */
export async function policiesPaging(
  rows: Rows,
  wanted: (target: Target) => boolean,
): Promise<{ id: string }[]> {
  const current = await rows.policy.findMany({ where: { supersededAt: null } });
  return current
    .filter((row) =>
      [...rungsOf(row), ...overdueOf(row)].some(({ targets }) => targets.some(wanted)),
    )
    .map(({ policyId }) => ({ id: policyId }));
}
