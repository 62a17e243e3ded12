import { createHash, randomBytes } from 'node:crypto';

import type { Prisma } from '../../prisma/generated/client.js';

export const keyPrefix = 'bt_';
const keyBytes = 24;
const shownChars = 8;
export const lastUsedEveryMs = 60_000;
/** The grants that end last are among them; older ones have run out. */
const grantsReadMax = 100;

/** A new key: shown once; what is stored is its hash and its first characters. */
export function mintKey(): string {
  return `${keyPrefix}${randomBytes(keyBytes).toString('base64url')}`;
}

export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** What a stored key shows of itself. */
export const prefixOf = (key: string): string => key.slice(0, shownChars);

const found = {
  person: {
    select: {
      id: true,
      name: true,
      language: true,
      status: true,
      departmentId: true,
      roles: { select: { role: true, departmentId: true, siteId: true, customerId: true } },
      grants: {
        select: { permission: true, customerId: true, from: true, until: true },
        orderBy: { until: 'desc' },
        take: grantsReadMax,
      },
    },
  },
} satisfies Prisma.ApiKeyInclude;

export type FoundKey = Prisma.ApiKeyGetPayload<{ include: typeof found }>;

/** The key with this hash together with its person and role bindings; also one that is revoked. */
export async function findKey(
  rows: Prisma.TransactionClient,
  hash: string,
): Promise<FoundKey | undefined> {
  return (await rows.apiKey.findUnique({ where: { hash }, include: found })) ?? undefined;
}

/** Notes the use of a key, at most once a minute. */
export async function touchKey(
  rows: Prisma.TransactionClient,
  id: string,
  at: Date,
): Promise<void> {
  const before = new Date(at.getTime() - lastUsedEveryMs);
  await rows.apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
    data: { lastUsedAt: at },
  });
}
