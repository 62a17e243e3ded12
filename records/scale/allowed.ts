import { Refused } from '../../contracts/api/refused.js';
import type { Prisma } from '../../prisma/generated/client.js';

/** Whether this installation was filled with the demo organisation. */
export async function isDemo(rows: Prisma.TransactionClient): Promise<boolean> {
  const seed = await rows.installation.findUnique({ where: { key: 'seed' } });
  return (seed?.value as { mode?: string } | undefined)?.mode === 'demo';
}

/**
 * A clock of its own is for drills, and for demo installations (api.md §6).
 * @throws Refused `scale_not_allowed`
 */
export async function allowScale(
  rows: Prisma.TransactionClient,
  asked: { scale?: number | undefined; drill?: boolean | undefined },
): Promise<void> {
  if (asked.scale === undefined || asked.drill === true) return;
  if (!(await isDemo(rows))) throw new Refused('scale_not_allowed');
}
