import type { ActionLink, Prisma } from '../../prisma/generated/client.js';
import { tokenId } from '../delivery/rows.js';

export type { ActionLink };

const tokenShape = /^[\w-]{16,128}$/;

/** The link behind a token, whatever its state; undefined where there never was one. */
export async function findLink(
  rows: Prisma.TransactionClient,
  token: string,
): Promise<ActionLink | undefined> {
  if (!tokenShape.test(token)) return undefined;
  return (await rows.actionLink.findUnique({ where: { id: tokenId(token) } })) ?? undefined;
}

/** Uses a link up; false where somebody was faster or its time is over. */
export async function useLink(
  rows: Prisma.TransactionClient,
  id: string,
  now: Date,
): Promise<boolean> {
  const used = await rows.actionLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return used.count === 1;
}

/** Gives a link back whose action was not done. */
export async function giveBackLink(rows: Prisma.TransactionClient, id: string): Promise<void> {
  await rows.actionLink.updateMany({ where: { id }, data: { usedAt: null } });
}
